-- s01 alter column public.t.id
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.t alter column id type integer using id::integer;
alter table public.t alter column id type bigint using id::bigint;

-- s02 alter column public.t_1.id
--     lock ACCESS EXCLUSIVE on public.t_1; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.t_1 alter column id type integer using id::integer;
alter table public.t_1 alter column id type bigint using id::bigint;
