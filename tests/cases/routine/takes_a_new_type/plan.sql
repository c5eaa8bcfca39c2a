-- s01 create enum public.mood
--     lock none; way back exact; hazards create-object
--     undo: drop type public.mood;
create type public.mood as enum ('a');

-- s02 create table public.t
--     lock none; way back exact; hazards create-object
--     undo: drop table public.t;
create table public.t (
    id integer
);

-- s03 create routine public.f(public.mood, public.t)
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.f(public.mood,public.t);
CREATE OR REPLACE FUNCTION public.f(public.mood, public.t)
 RETURNS SETOF public.t
 LANGUAGE sql
AS $function$select null::t$function$;
