-- s01 move table public.t to schema app
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-schema
--     carries constraint t_pkey
--     undo: alter table app.t set schema public;
alter table public.t set schema app;
