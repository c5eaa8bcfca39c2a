-- s01 drop table one.t
--     lock ACCESS EXCLUSIVE on one.t; data loss irreversible; way back none; hazards drop-table
--     undo: create table one.t (\n    id integer not null,\n    name text\n);
--     undo: alter table one.t add constraint t_pkey primary key (id);
--     undo: alter table one.t owner to postgres;
drop table one.t;

-- s02 drop table two.t
--     lock ACCESS EXCLUSIVE on two.t; data loss irreversible; way back none; hazards drop-table
--     undo: create table two.t (\n    id integer not null,\n    name text\n);
--     undo: alter table two.t add constraint t_pkey primary key (id);
--     undo: alter table two.t owner to postgres;
drop table two.t;

-- s03 create table public.t
--     lock none; way back exact; hazards create-object
--     undo: drop table public.t;
create table public.t (
    id integer not null,
    name text
);

-- s04 create constraint public.t.t_pkey
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards add-unique
--     undo: alter table public.t drop constraint t_pkey;
alter table public.t add constraint t_pkey primary key (id);

-- s05 set owner public.t.table
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-owner
--     undo: alter table public.t owner to current_user;
alter table public.t owner to postgres;
