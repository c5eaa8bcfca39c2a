-- s01 let column public.t.m go of what it no longer uses
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-default
--     undo: alter table only public.t alter column m set default 'ok'::public.mood;
alter table only public.t alter column m drop default;

-- s02 alter column public.t.other
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.t alter column other type public.mood using other::public.mood;
alter table public.t alter column other type text using other::text;

-- s03 replace enum public.mood in use by a new one
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards rename-unlocked, create-object, set-owner-unlocked, alter-type-rewrite, drop-type
--     undo: alter type public.mood rename to "mood (drifttools)";
--     undo: create type public.mood as enum ('sad', 'meh', 'ok');
--     undo: alter type public.mood owner to postgres;
--     undo: alter table public.t alter column m type public.mood using m::text::public.mood, alter column third type public.mood using third::text::public.mood;
--     undo: drop type public."mood (drifttools)";
alter type public.mood rename to "mood (drifttools)";
create type public.mood as enum ('sad', 'ok');
alter type public.mood owner to postgres;
alter table public.t alter column m type public.mood using m::text::public.mood, alter column third type public.mood using third::text::public.mood;
drop type public."mood (drifttools)";

-- s04 alter column public.t.third
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-default
--     undo: alter table only public.t alter column third drop default;
alter table only public.t alter column third set default 'sad'::public.mood;
