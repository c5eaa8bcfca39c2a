-- s01 move table public.t to schema new
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-schema
--     carries constraint t_pk
--     undo: alter table new.t set schema public;
alter table public.t set schema new;

-- s02 set aside constraint new.t.t_pk
--     lock ACCESS EXCLUSIVE on new.t; way back exact; hazards drop-constraint
--     undo: alter table new.t add constraint t_pk primary key (id);
alter table new.t drop constraint t_pk;

-- s03 make table new.t anew with all its rows
--     lock ACCESS EXCLUSIVE on new.t, new.t_0, new.t_1; scans; way back exact; hazards create-object, set-schema, attach-partition, copy-rows, set-owner, drop-schema
--     undo: create schema "new.t (drifttools)";
--     undo: alter table new.t set schema "new.t (drifttools)";
--     undo: alter table new.t_0 set schema "new.t (drifttools)";
--     undo: alter table new.t_1 set schema "new.t (drifttools)";
--     undo: create table new.t (\n    id integer not null,\n    label text\n);
--     undo: do 'begin insert into new.t (id, label) overriding system value select id, label from "new.t (drifttools)".t; if (select pg_catalog.count(*) from "new.t (drifttools)".t) is distinct from (select pg_catalog.count(*) from only new.t) then raise exception using message = ''new.t did not get all rows''; end if; drop table "new.t (drifttools)".t; end';
--     undo: alter table new.t owner to postgres;
--     undo: drop schema "new.t (drifttools)";
create schema "new.t (drifttools)";
alter table new.t set schema "new.t (drifttools)";
create table new.t (
    id integer not null,
    label text
) partition by HASH (id);
create table new.t_0 (
    id integer constraint t_id_not_null not null,
    label text
);
alter table new.t attach partition new.t_0 FOR VALUES WITH (modulus 2, remainder 0);
create table new.t_1 (
    id integer constraint t_id_not_null not null,
    label text
);
alter table new.t attach partition new.t_1 FOR VALUES WITH (modulus 2, remainder 1);
do 'begin insert into new.t (id, label) overriding system value select id, label from only "new.t (drifttools)".t; if (select pg_catalog.count(*) from only "new.t (drifttools)".t) is distinct from (select pg_catalog.count(*) from new.t) then raise exception using message = ''new.t did not get all rows''; end if; drop table "new.t (drifttools)".t; end';
alter table new.t owner to postgres;
alter table new.t_0 owner to postgres;
alter table new.t_1 owner to postgres;
drop schema "new.t (drifttools)";

-- s04 restore constraint new.t.t_pk
--     lock ACCESS EXCLUSIVE on new.t; scans; way back exact; hazards add-unique
--     undo: alter table new.t drop constraint t_pk;
alter table new.t add constraint t_pk primary key (id);
