-- s01 replace composite public.pair in use by a new one
--     lock ACCESS EXCLUSIVE on public.child, public.t; rewrites; scans; way back needs backup; hazards rename-unlocked, create-object, set-owner-unlocked, alter-type-rewrite, drop-type
--     undo: alter type public.pair rename to "pair (drifttools)";
--     undo: create type public.pair as (a integer, b text);
--     undo: alter type public.pair owner to postgres;
--     undo: alter table public.child alter column q type public.pair using case when q is distinct from null then row((q).a, (q).b)::public.pair end;
--     undo: alter table public.t alter column p type public.pair using case when p is distinct from null then row((p).a, (p).b)::public.pair end;
--     undo: drop type public."pair (drifttools)";
alter type public.pair rename to "pair (drifttools)";
create type public.pair as (a integer, m integer, b text);
alter type public.pair owner to postgres;
alter table public.child alter column q type public.pair using case when q is distinct from null then row((q).a, null::integer, (q).b)::public.pair end;
alter table public.t alter column p type public.pair using case when p is distinct from null then row((p).a, null::integer, (p).b)::public.pair end;
drop type public."pair (drifttools)";
