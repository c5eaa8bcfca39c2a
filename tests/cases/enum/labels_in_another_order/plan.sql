-- s01 replace enum public.mood in use by a new one
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards rename-unlocked, create-object, set-owner-unlocked, alter-type-rewrite, drop-type
--     undo: alter type public.mood rename to "mood (drifttools)";
--     undo: create type public.mood as enum ('happy', 'sad');
--     undo: alter type public.mood owner to postgres;
--     undo: alter table public.t alter column m type public.mood using m::text::public.mood;
--     undo: drop type public."mood (drifttools)";
alter type public.mood rename to "mood (drifttools)";
create type public.mood as enum ('sad', 'happy');
alter type public.mood owner to postgres;
alter table public.t alter column m type public.mood using m::text::public.mood;
drop type public."mood (drifttools)";
