-- s01 move table public.t to schema app
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-schema
--     carries constraint t_pkey
--     undo: alter table app.t set schema public;
alter table public.t set schema app;

-- s02 rename column app.t.fullname to full_name
--     lock ACCESS EXCLUSIVE on app.t; way back exact; hazards rename
--     undo: alter table app.t rename column full_name to fullname;
alter table app.t rename column fullname to full_name;
