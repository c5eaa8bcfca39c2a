-- s01 drop cast public.pair as character varying
--     lock none; way back exact; hazards drop-object
--     undo: create cast (public.pair as character varying) with function public.pair_as_text(public.pair) as assignment;
--     undo: comment on cast (public.pair as character varying) is 'short';
drop cast (public.pair as character varying);

-- s02 drop routine public.pair_as_text(public.pair)
--     lock none; way back exact; hazards drop-routine
--     undo: CREATE OR REPLACE FUNCTION public.pair_as_text(p public.pair)\n RETURNS character varying\n LANGUAGE sql\n IMMUTABLE\nAS $function$select $1.a::text$function$;
--     undo: alter routine public.pair_as_text(public.pair) owner to postgres;
drop routine public.pair_as_text(public.pair);

-- s03 create routine public.pair_as_text(public.pair)
--     lock none; way back exact; hazards create-object, set-owner-unlocked
--     undo: drop routine public.pair_as_text(public.pair);
CREATE OR REPLACE FUNCTION public.pair_as_text(p public.pair)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$select $1.a::text$function$;
alter routine public.pair_as_text(public.pair) owner to postgres;

-- s04 create cast public.pair as text
--     lock none; way back exact; hazards create-object
--     undo: drop cast (public.pair as text);
create cast (public.pair as text) with function public.pair_as_text(public.pair) as assignment;
