-- s01 let publication p go of what it no longer uses
--     lock SHARE UPDATE EXCLUSIVE on public.t; way back exact; hazards publish
--     undo: alter publication p add table public.t (id, a) where ((a > 5));
alter publication p drop table public.t;

-- s02 alter column public.t.a
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.t alter column a type integer using a::integer;
alter table public.t alter column a type bigint using a::bigint;

-- s03 alter publication p
--     lock SHARE UPDATE EXCLUSIVE on public.t; way back exact; hazards publish
--     undo: alter publication p drop table public.t;
alter publication p add table public.t (id, a) where ((a > 5));
