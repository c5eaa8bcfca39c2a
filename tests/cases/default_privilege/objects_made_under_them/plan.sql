-- s01 create schema later
--     lock ACCESS SHARE; way back exact; hazards create-object, revoke
--     undo: drop schema later;
create schema later;
revoke ALL on schema later from app_reader;

-- s02 create enum app.mood
--     lock ACCESS SHARE; way back exact; hazards create-object, grant
--     undo: drop type app.mood;
create type app.mood as enum ('sad', 'happy');
grant ALL on type app.mood to public;

-- s03 create sequence app.counted
--     lock ACCESS SHARE; way back exact; hazards create-object, revoke
--     undo: drop sequence app.counted;
create sequence app.counted as bigint increment by 1 minvalue 1 maxvalue 9223372036854775807 start with 1 cache 1 no cycle;
revoke ALL on sequence app.counted from app_writer;

-- s04 create routine app.one()
--     lock ACCESS SHARE; way back exact; hazards create-object, grant
--     undo: drop routine app.one();
CREATE OR REPLACE FUNCTION app.one()
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;
grant ALL on routine app.one() to public;

-- s05 create table app.made
--     lock ACCESS SHARE; way back exact; hazards create-object, revoke, grant
--     undo: drop table app.made;
create table app.made (
    id integer not null
);
revoke ALL on table app.made from app_reader;
grant ALL on table app.made to postgres;

-- s06 create constraint app.made.made_pkey
--     lock ACCESS EXCLUSIVE on app.made; scans; way back exact; hazards add-unique
--     undo: alter table app.made drop constraint made_pkey;
alter table app.made add constraint made_pkey primary key (id);

-- s07 create view app.seen
--     lock ACCESS SHARE; way back exact; hazards create-object, revoke, grant
--     undo: drop view app.seen;
create view app.seen as
 SELECT id
   FROM app.made;
revoke ALL on table app.seen from app_reader;
grant ALL on table app.seen to postgres;

-- s08 set owner app.counted.sequence
--     lock ACCESS EXCLUSIVE on app.counted; way back exact; hazards set-owner
--     undo: alter sequence app.counted owner to current_user;
alter sequence app.counted owner to postgres;

-- s09 set owner app.made.table
--     lock ACCESS EXCLUSIVE on app.made; way back exact; hazards set-owner
--     undo: alter table app.made owner to current_user;
alter table app.made owner to postgres;

-- s10 set owner app.mood.enum
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter type app.mood owner to current_user;
alter type app.mood owner to postgres;

-- s11 set owner app.one().routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine app.one() owner to current_user;
alter routine app.one() owner to postgres;

-- s12 set owner app.seen.view
--     lock ACCESS EXCLUSIVE on app.seen; way back exact; hazards set-owner
--     undo: alter view app.seen owner to current_user;
alter view app.seen owner to postgres;

-- s13 set owner later.schema
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter schema later owner to current_user;
alter schema later owner to postgres;
