-- s01 drop cast public.pair as text
--     lock none; way back exact; hazards drop-object
--     undo: create cast (public.pair as text) with function public.pair_as_text(public.pair) as assignment;
drop cast (public.pair as text);

-- s02 drop routine public.pair_as_text(public.pair)
--     lock none; way back exact; hazards drop-routine
--     undo: CREATE OR REPLACE FUNCTION public.pair_as_text(p public.pair)\n RETURNS text\n LANGUAGE sql\n IMMUTABLE\nAS $function$select $1.a::text$function$;
--     undo: alter routine public.pair_as_text(public.pair) owner to postgres;
drop routine public.pair_as_text(public.pair);

-- s03 create routine public.pair_as_text(public.pair, integer)
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.pair_as_text(public.pair,integer);
CREATE OR REPLACE FUNCTION public.pair_as_text(p public.pair, size integer)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$select left($1.a::text, $2)$function$;

-- s04 create cast public.pair as text
--     lock none; way back exact; hazards create-object
--     undo: drop cast (public.pair as text);
create cast (public.pair as text) with function public.pair_as_text(public.pair,integer) as assignment;

-- s05 set owner public.pair_as_text(public.pair, integer).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.pair_as_text(public.pair,integer) owner to current_user;
alter routine public.pair_as_text(public.pair,integer) owner to postgres;
