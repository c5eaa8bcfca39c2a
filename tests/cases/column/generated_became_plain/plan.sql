-- s01 drop column public.t.b
--     lock ACCESS EXCLUSIVE on public.t; way back needs backup; hazards drop-generated-column
--     undo: alter table public.t add column b integer generated always as ((a + 1)) stored;
alter table public.t drop column b;

-- s02 create column public.t.b
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards add-column
--     undo: alter table public.t drop column b;
alter table public.t add column b integer;
