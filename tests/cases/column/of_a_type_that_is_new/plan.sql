-- s01 create enum public.mood
--     lock none; way back exact; hazards create-object
--     undo: drop type public.mood;
create type public.mood as enum ('a');

-- s02 create domain public.short
--     lock none; way back exact; hazards create-object
--     undo: drop domain public.short;
create domain public.short as character varying(5);

-- s03 create routine public.one()
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.one();
CREATE OR REPLACE FUNCTION public.one()
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;

-- s04 create column public.t.m
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards add-column
--     undo: alter table public.t drop column m;
alter table public.t add column m public.mood default 'a'::public.mood;

-- s05 create column public.t.s
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards add-column
--     undo: alter table public.t drop column s;
alter table public.t add column s public.short;

-- s06 create column public.t.n
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back exact; hazards add-column-rewrite
--     undo: alter table public.t drop column n;
alter table public.t add column n integer default public.one();

-- s07 set owner public.mood.enum
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter type public.mood owner to current_user;
alter type public.mood owner to postgres;

-- s08 set owner public.one().routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.one() owner to current_user;
alter routine public.one() owner to postgres;

-- s09 set owner public.short.domain
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter domain public.short owner to current_user;
alter domain public.short owner to postgres;
