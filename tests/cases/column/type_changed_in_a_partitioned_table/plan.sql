-- s01 alter column public.t.id
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.t alter column id type integer using id::integer;
alter table public.t alter column id type bigint using id::bigint;
