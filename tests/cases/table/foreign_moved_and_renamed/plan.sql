-- s01 move table public.r to schema app
--     lock ACCESS EXCLUSIVE on public.r; way back exact; hazards set-schema
--     undo: alter table app.r set schema public;
alter table public.r set schema app;

-- s02 rename table public.called to renamed
--     lock ACCESS EXCLUSIVE on public.called; way back exact; hazards rename
--     undo: alter table public.renamed rename to called;
alter table public.called rename to renamed;
