-- s01 create schema more
--     lock none; way back exact; hazards create-object
--     undo: drop schema more;
create schema more;

-- s02 create table more.t
--     lock none; way back exact; hazards create-object
--     undo: drop table more.t;
create table more.t (
    id integer
);

-- s03 set owner more.schema
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter schema more owner to current_user;
alter schema more owner to postgres;

-- s04 set owner more.t.table
--     lock ACCESS EXCLUSIVE on more.t; way back exact; hazards set-owner
--     undo: alter table more.t owner to current_user;
alter table more.t owner to postgres;

-- s05 create privilege more.t.app_reader
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke SELECT on more.t from app_reader;
grant SELECT on more.t to app_reader;

-- s06 create default privilege more.postgres.tables.app_reader
--     lock none; way back exact; hazards alter-object
--     undo: alter default privileges for role postgres in schema more revoke ALL on tables from app_reader;
alter default privileges for role postgres in schema more grant SELECT on tables to app_reader;
