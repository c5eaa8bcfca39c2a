-- s01 create schema Select
--     lock none; way back exact; hazards create-object
--     undo: drop schema "Select";
create schema "Select";

-- s02 create schema a "quoted" schéma\nwith a line
--     lock none; way back exact; hazards create-object
--     undo: drop schema "a ""quoted"" schéma\nwith a line";
create schema "a ""quoted"" schéma
with a line";

-- s03 create table a "quoted" schéma\nwith a line.таблица
--     lock none; way back exact; hazards create-object
--     undo: drop table "a ""quoted"" schéma\nwith a line"."таблица";
create table "a ""quoted"" schéma
with a line"."таблица" (
    id integer not null
);

-- s04 create constraint a "quoted" schéma\nwith a line.таблица.таблица_pkey
--     lock ACCESS EXCLUSIVE on "a ""quoted"" schéma\nwith a line"."таблица"; scans; way back exact; hazards add-unique
--     undo: alter table "a ""quoted"" schéma\nwith a line"."таблица" drop constraint "таблица_pkey";
alter table "a ""quoted"" schéma
with a line"."таблица" add constraint "таблица_pkey" primary key (id);

-- s05 set owner Select.schema
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter schema "Select" owner to current_user;
alter schema "Select" owner to postgres;

-- s06 set owner a "quoted" schéma\nwith a line.schema
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter schema "a ""quoted"" schéma\nwith a line" owner to current_user;
alter schema "a ""quoted"" schéma
with a line" owner to postgres;

-- s07 set owner a "quoted" schéma\nwith a line.таблица.table
--     lock ACCESS EXCLUSIVE on "a ""quoted"" schéma\nwith a line"."таблица"; way back exact; hazards set-owner
--     undo: alter table "a ""quoted"" schéma\nwith a line"."таблица" owner to current_user;
alter table "a ""quoted"" schéma
with a line"."таблица" owner to postgres;
