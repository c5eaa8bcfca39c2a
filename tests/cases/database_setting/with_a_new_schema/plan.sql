-- s01 create schema app
--     lock none; way back exact; hazards create-object
--     undo: drop schema app;
create schema app;

-- s02 drop table public.u
--     lock ACCESS EXCLUSIVE on public.u; data loss irreversible; way back none; hazards drop-table
--     undo: create table public.u (\n    id integer\n);
--     undo: alter table public.u owner to postgres;
drop table public.u;

-- s03 create table app.t
--     lock none; way back exact; hazards create-object
--     undo: drop table app.t;
create table app.t (
    id integer
);

-- s04 set owner app.schema
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter schema app owner to current_user;
alter schema app owner to postgres;

-- s05 set owner app.t.table
--     lock ACCESS EXCLUSIVE on app.t; way back exact; hazards set-owner
--     undo: alter table app.t owner to current_user;
alter table app.t owner to postgres;

-- s06 create database setting search_path
--     lock none; way back exact; hazards session-setting
--     undo: alter database this reset search_path;
alter database this set search_path to 'app';
