-- s01 move table public.c to schema app
--     lock ACCESS EXCLUSIVE on public.c; way back exact; hazards set-schema
--     carries constraint c_pkey
--     undo: alter table app.c set schema public;
alter table public.c set schema app;
