-- s01 create column public.t.total
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back exact; hazards add-column-rewrite
--     undo: alter table public.t drop column total;
alter table public.t add column total integer generated always as ((a + b)) stored;
