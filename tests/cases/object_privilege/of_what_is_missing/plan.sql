-- s01 create schema app
--     lock none; way back exact; hazards create-object
--     undo: drop schema app;
create schema app;

-- s02 drop routine gone.f()
--     lock none; way back exact; hazards drop-routine
--     undo: CREATE OR REPLACE FUNCTION gone.f()\n RETURNS integer\n LANGUAGE sql\nAS $function$select 1$function$;
--     undo: alter routine gone.f() owner to postgres;
--     undo: revoke all on routine gone.f() from public;
drop routine gone.f();

-- s03 create enum app.mood
--     lock none; way back exact; hazards create-object
--     undo: drop type app.mood;
create type app.mood as enum ('sad');

-- s04 create sequence app.t_id_seq
--     lock none; way back exact; hazards create-object
--     undo: drop sequence app.t_id_seq;
create sequence app.t_id_seq as integer increment by 1 minvalue 1 maxvalue 2147483647 start with 1 cache 1 no cycle;

-- s05 create routine app.f(app.mood)
--     lock none; way back exact; hazards create-object
--     undo: drop routine app.f(app.mood);
CREATE OR REPLACE FUNCTION app.f(app.mood)
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;

-- s06 create table app.t
--     lock none; way back exact; hazards create-object
--     undo: drop table app.t;
create table app.t (
    id integer default nextval('app.t_id_seq'::regclass) not null,
    m app.mood
);

-- s07 set owner app.schema
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter schema app owner to current_user;
alter schema app owner to app_writer;

-- s08 set owner app.f(app.mood).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine app.f(app.mood) owner to current_user;
alter routine app.f(app.mood) owner to app_writer;

-- s09 set owner app.mood.enum
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter type app.mood owner to current_user;
alter type app.mood owner to postgres;

-- s10 set owner app.t.table
--     lock ACCESS EXCLUSIVE on app.t; way back exact; hazards set-owner
--     undo: alter table app.t owner to current_user;
alter table app.t owner to app_writer;

-- s11 set owner app.t_id_seq.sequence
--     lock ACCESS EXCLUSIVE on app.t_id_seq; way back exact; hazards set-owner
--     undo: alter sequence app.t_id_seq owner to current_user;
alter sequence app.t_id_seq owner to app_writer;

-- s12 create privilege app.t.app_reader
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke SELECT on app.t from app_reader;
grant SELECT on app.t to app_reader;

-- s13 create privilege app.t.app_writer
--     lock ACCESS SHARE; way back exact; hazards revoke, grant
--     undo: grant all on app.t to app_writer;
revoke all on app.t from app_writer;
grant DELETE, INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER, TRUNCATE on app.t to app_writer;

-- s14 create object privilege app.schema.app_reader
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke USAGE on schema app from app_reader;
grant USAGE on schema app to app_reader;

-- s15 create object privilege app.f(app.mood).routine.PUBLIC
--     lock ACCESS SHARE; way back exact; hazards revoke
--     undo: grant all on routine app.f(app.mood) to public;
revoke all on routine app.f(app.mood) from public;

-- s16 create object privilege app.f(app.mood).routine.app_reader
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke EXECUTE on routine app.f(app.mood) from app_reader;
grant EXECUTE on routine app.f(app.mood) to app_reader;

-- s17 create object privilege app.f(app.mood).routine.app_writer
--     lock ACCESS SHARE; way back exact; hazards revoke
--     undo: grant all on routine app.f(app.mood) to app_writer;
revoke all on routine app.f(app.mood) from app_writer;

-- s18 create object privilege app.mood.enum.PUBLIC
--     lock ACCESS SHARE; way back exact; hazards revoke
--     undo: grant all on type app.mood to public;
revoke all on type app.mood from public;

-- s19 create object privilege app.t_id_seq.sequence.app_reader
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke USAGE on sequence app.t_id_seq from app_reader;
grant USAGE on sequence app.t_id_seq to app_reader;

-- s20 complete sequence app.t_id_seq now that its parts are there
--     lock SHARE ROW EXCLUSIVE on app.t_id_seq; way back exact; hazards alter-sequence
--     undo: alter sequence app.t_id_seq owned by none;
alter sequence app.t_id_seq owned by app.t.id;

-- s21 drop schema gone
--     lock none; way back exact; hazards drop-schema
--     undo: create schema gone;
--     undo: alter schema gone owner to postgres;
drop schema gone;
