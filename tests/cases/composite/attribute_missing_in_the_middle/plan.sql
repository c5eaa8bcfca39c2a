-- s01 set aside routine public.of(public.pair)
--     lock none; way back exact; hazards drop-routine
--     undo: CREATE OR REPLACE FUNCTION public.of(p public.pair)\n RETURNS public.pair\n LANGUAGE sql\nAS $function$select p$function$;
--     undo: alter routine public.of(public.pair) owner to postgres;
drop routine public.of(public.pair);

-- s02 replace composite public.pair in use by a new one
--     lock none; way back exact; hazards rename-unlocked, create-object, comment-unlocked, set-owner-unlocked, drop-type
--     undo: alter type public.pair rename to "pair (drifttools)";
--     undo: create type public.pair as (a integer, "Odd one" date);
--     undo: comment on type public.pair is 'two and one';
--     undo: alter type public.pair owner to postgres;
--     undo: drop type public."pair (drifttools)";
alter type public.pair rename to "pair (drifttools)";
create type public.pair as (a integer, b text, "Odd one" date);
comment on type public.pair is 'two and one';
alter type public.pair owner to postgres;
drop type public."pair (drifttools)";

-- s03 restore routine public.of(public.pair)
--     lock none; way back exact; hazards create-object, set-owner-unlocked
--     undo: drop routine public.of(public.pair);
CREATE OR REPLACE FUNCTION public.of(p public.pair)
 RETURNS public.pair
 LANGUAGE sql
AS $function$select p$function$;
alter routine public.of(public.pair) owner to postgres;
