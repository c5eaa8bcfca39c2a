-- s01 create column public.t.total
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards add-column
--     undo: alter table public.t drop column total;
alter table public.t add column total integer generated always as ((a + b)) virtual;
