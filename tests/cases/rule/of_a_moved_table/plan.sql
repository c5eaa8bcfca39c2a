-- s01 create schema app
--     lock none; way back exact; hazards create-object
--     undo: drop schema app;
create schema app;

-- s02 move table public.a to schema app
--     lock ACCESS EXCLUSIVE on public.a; way back exact; hazards set-schema
--     carries rule copied, rule kept
--     undo: alter table app.a set schema public;
alter table public.a set schema app;

-- s03 set owner app.schema
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter schema app owner to current_user;
alter schema app owner to postgres;
