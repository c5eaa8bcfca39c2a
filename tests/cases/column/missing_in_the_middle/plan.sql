-- s01 create column public.t.note
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards add-column
--     undo: alter table public.t drop column note;
alter table public.t add column note text;
