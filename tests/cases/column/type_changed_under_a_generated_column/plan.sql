-- s01 set aside column public.t.b
--     lock ACCESS EXCLUSIVE on public.t; way back needs backup; hazards drop-generated-column
--     undo: alter table public.t add column b bigint generated always as ((a + 1)) stored;
alter table public.t drop column b;

-- s02 alter column public.t.a
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.t alter column a type integer using a::integer;
alter table public.t alter column a type bigint using a::bigint;

-- s03 restore column public.t.b
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back exact; hazards add-column-rewrite
--     undo: alter table public.t drop column b;
alter table public.t add column b bigint generated always as ((a + 1)) stored;
