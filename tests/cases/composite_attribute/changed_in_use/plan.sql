-- s01 replace composite public.pair in use by a new one
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards rename-unlocked, create-object, set-owner-unlocked, alter-type-rewrite, drop-type
--     undo: alter type public.pair rename to "pair (drifttools)";
--     undo: create type public.pair as (a integer, b text);
--     undo: alter type public.pair owner to postgres;
--     undo: alter table public.t alter column p type public.pair using p::text::public.pair;
--     undo: drop type public."pair (drifttools)";
alter type public.pair rename to "pair (drifttools)";
create type public.pair as (a bigint, b text);
alter type public.pair owner to postgres;
alter table public.t alter column p type public.pair using p::text::public.pair;
drop type public."pair (drifttools)";
