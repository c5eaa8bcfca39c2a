-- s01 create schema ext
--     lock none; way back exact; hazards create-object
--     undo: drop schema ext;
create schema ext;

-- s02 create extension citext
--     lock none; way back exact; hazards create-extension
--     undo: drop extension citext;
create extension citext schema ext;

-- s03 create table public.t
--     lock none; way back exact; hazards create-object
--     undo: drop table public.t;
create table public.t (
    name ext.citext not null
);

-- s04 create constraint public.t.t_pkey
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards add-unique
--     undo: alter table public.t drop constraint t_pkey;
alter table public.t add constraint t_pkey primary key (name);

-- s05 set owner ext.schema
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter schema ext owner to current_user;
alter schema ext owner to postgres;

-- s06 set owner public.t.table
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-owner
--     undo: alter table public.t owner to current_user;
alter table public.t owner to postgres;
