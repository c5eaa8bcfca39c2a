-- s01 drop column public.t.total
--     lock ACCESS EXCLUSIVE on public.t; way back needs backup; hazards drop-generated-column
--     undo: alter table public.t add column total integer generated always as ((a + b)) stored;
alter table public.t drop column total;

-- s02 create column public.t.total
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back exact; hazards add-column-rewrite
--     undo: alter table public.t drop column total;
alter table public.t add column total integer generated always as ((a * b)) stored;
