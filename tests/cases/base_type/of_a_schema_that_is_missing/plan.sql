-- s01 create schema app
--     lock none; way back exact; hazards create-object
--     undo: drop schema app;
create schema app;

-- s02 create base type app.number
--     lock none; way back none; hazards create-object
create type app.number;

-- s03 create routine app.number_in(cstring)
--     lock none; way back exact; hazards create-object
--     undo: drop routine app.number_in(cstring);
CREATE OR REPLACE FUNCTION app.number_in(cstring)
 RETURNS app.number
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$int4in$function$;

-- s04 create routine app.number_out(app.number)
--     lock none; way back exact; hazards create-object
--     undo: drop routine app.number_out(app.number);
CREATE OR REPLACE FUNCTION app.number_out(app.number)
 RETURNS cstring
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$int4out$function$;

-- s05 create routine app.number_receive(internal)
--     lock none; way back exact; hazards create-object
--     undo: drop routine app.number_receive(internal);
CREATE OR REPLACE FUNCTION app.number_receive(internal)
 RETURNS app.number
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$int4recv$function$;

-- s06 complete base type app.number now that its parts are there
--     lock none; way back none; hazards create-object
create type app.number (input = app.number_in, output = app.number_out, receive = app.number_receive, internallength = 4, passedbyvalue, alignment = int4, storage = plain, category = 'N', default = '7', delimiter = ',');

-- s07 create routine app.as_number(integer)
--     lock none; way back exact; hazards create-object
--     undo: drop routine app.as_number(integer);
CREATE OR REPLACE FUNCTION app.as_number(a integer)
 RETURNS app.number
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$int4up$function$;

-- s08 create routine app.number_send(app.number)
--     lock none; way back exact; hazards create-object
--     undo: drop routine app.number_send(app.number);
CREATE OR REPLACE FUNCTION app.number_send(app.number)
 RETURNS bytea
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$int4send$function$;

-- s09 create cast app.number as integer
--     lock none; way back exact; hazards create-object
--     undo: drop cast (app.number as integer);
create cast (app.number as integer) without function;

-- s10 create cast integer as app.number
--     lock none; way back exact; hazards create-object
--     undo: drop cast (integer as app.number);
create cast (integer as app.number) with function app.as_number(integer) as assignment;

-- s11 create operator family app.f using hash
--     lock none; way back exact; hazards create-object
--     undo: drop operator family app.f using hash;
create operator family app.f using hash;

-- s12 create table app.t
--     lock none; way back exact; hazards create-object
--     undo: drop table app.t;
create table app.t (
    n app.number
);

-- s13 set owner app.schema
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter schema app owner to current_user;
alter schema app owner to postgres;

-- s14 set owner app.as_number(integer).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine app.as_number(integer) owner to current_user;
alter routine app.as_number(integer) owner to postgres;

-- s15 set owner app.f using hash.operator family
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter operator family app.f using hash owner to current_user;
alter operator family app.f using hash owner to postgres;

-- s16 set owner app.number.base type
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter type app.number owner to current_user;
alter type app.number owner to postgres;

-- s17 set owner app.number_in(cstring).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine app.number_in(cstring) owner to current_user;
alter routine app.number_in(cstring) owner to postgres;

-- s18 set owner app.number_out(app.number).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine app.number_out(app.number) owner to current_user;
alter routine app.number_out(app.number) owner to postgres;

-- s19 set owner app.number_receive(internal).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine app.number_receive(internal) owner to current_user;
alter routine app.number_receive(internal) owner to postgres;

-- s20 set owner app.number_send(app.number).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine app.number_send(app.number) owner to current_user;
alter routine app.number_send(app.number) owner to postgres;

-- s21 set owner app.t.table
--     lock ACCESS EXCLUSIVE on app.t; way back exact; hazards set-owner
--     undo: alter table app.t owner to current_user;
alter table app.t owner to postgres;
