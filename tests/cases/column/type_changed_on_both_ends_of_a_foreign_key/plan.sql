-- s01 alter column public.c.id
--     lock ACCESS EXCLUSIVE on public.c; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.c alter column id type integer using id::integer;
alter table public.c alter column id type bigint using id::bigint;

-- s02 alter column public.c.p_id
--     lock ACCESS EXCLUSIVE on public.c; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.c alter column p_id type integer using p_id::integer;
alter table public.c alter column p_id type bigint using p_id::bigint;

-- s03 alter column public.p.id
--     lock ACCESS EXCLUSIVE on public.p; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.p alter column id type integer using id::integer;
alter table public.p alter column id type bigint using id::bigint;
