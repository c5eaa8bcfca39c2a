-- s01 alter column public.t.a
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.t alter column a type integer using a::integer;
alter table public.t alter column a type bigint using a::bigint;
