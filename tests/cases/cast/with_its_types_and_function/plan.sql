-- s01 create composite public.other
--     lock none; way back exact; hazards create-object
--     undo: drop type public.other;
create type public.other as (a text);

-- s02 create composite public.pair
--     lock none; way back exact; hazards create-object
--     undo: drop type public.pair;
create type public.pair as (a integer, b integer);

-- s03 create routine public.paired(public.pair)
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.paired(public.pair);
CREATE OR REPLACE FUNCTION public.paired(p public.pair)
 RETURNS public.other
 LANGUAGE sql
 IMMUTABLE
AS $function$select row($1.a::text)::public.other$function$;

-- s04 create cast public.pair as public.other
--     lock none; way back exact; hazards create-object
--     undo: drop cast (public.pair as public.other);
create cast (public.pair as public.other) with function public.paired(public.pair);

-- s05 set owner public.other.composite
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter type public.other owner to current_user;
alter type public.other owner to postgres;

-- s06 set owner public.pair.composite
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter type public.pair owner to current_user;
alter type public.pair owner to postgres;

-- s07 set owner public.paired(public.pair).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.paired(public.pair) owner to current_user;
alter routine public.paired(public.pair) owner to postgres;
