-- s01 create column public.t.p
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards add-column
--     undo: alter table public.t drop column p;
alter table public.t add column p public.pair;
