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

-- s04 set owner public.f(public.mood, public.t).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.f(public.mood,public.t) owner to current_user;
alter routine public.f(public.mood,public.t) owner to postgres;

-- s05 set owner public.mood.enum
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter type public.mood owner to current_user;
alter type public.mood owner to postgres;

-- s06 set owner public.t.table
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-owner
--     undo: alter table public.t owner to current_user;
alter table public.t owner to postgres;
