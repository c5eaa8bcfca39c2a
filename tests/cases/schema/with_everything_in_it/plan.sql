-- s01 create schema app
--     lock none; way back exact; hazards create-object
--     undo: drop schema app;
create schema app;

-- s02 create enum app.mood
--     lock none; way back exact; hazards create-object
--     undo: drop type app.mood;
create type app.mood as enum ('sad', 'happy');

-- s03 create domain app.short
--     lock none; way back exact; hazards create-object
--     undo: drop domain app.short;
create domain app.short as character varying(10) constraint short_check CHECK (((VALUE)::text <> ''::text));

-- s04 create sequence app.counter
--     lock none; way back exact; hazards create-object
--     undo: drop sequence app.counter;
create sequence app.counter as bigint increment by 1 minvalue 1 maxvalue 9223372036854775807 start with 1 cache 1 no cycle;

-- s05 create sequence app.t_id_seq
--     lock none; way back exact; hazards create-object
--     undo: drop sequence app.t_id_seq;
create sequence app.t_id_seq as integer increment by 1 minvalue 1 maxvalue 2147483647 start with 1 cache 1 no cycle;

-- s06 create routine app.f(integer)
--     lock none; way back exact; hazards create-object
--     undo: drop routine app.f(integer);
CREATE OR REPLACE FUNCTION app.f(integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$select $1 + 1$function$;

-- s07 create table app.t
--     lock none; way back exact; hazards create-object
--     undo: drop table app.t;
create table app.t (
    id integer default nextval('app.t_id_seq'::regclass) not null,
    m app.mood default 'sad'::app.mood not null,
    s app.short,
    n integer default app.f(1)
);

-- s08 create constraint app.t.t_pkey
--     lock ACCESS EXCLUSIVE on app.t; scans; way back exact; hazards add-unique
--     undo: alter table app.t drop constraint t_pkey;
alter table app.t add constraint t_pkey primary key (id);

-- s09 create index app.t.t_f_idx
--     lock SHARE on app.t; scans; way back exact; hazards create-index
--     undo: drop index app.t_f_idx;
create index t_f_idx on app.t using btree (app.f(n));

-- s10 create view app.v
--     lock none; way back exact; hazards create-object
--     undo: drop view app.v;
create view app.v as
 SELECT id,
    app.f(n) AS f
   FROM app.t;

-- s11 set owner app.schema
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter schema app owner to current_user;
alter schema app owner to postgres;

-- s12 set owner app.counter.sequence
--     lock ACCESS EXCLUSIVE on app.counter; way back exact; hazards set-owner
--     undo: alter sequence app.counter owner to current_user;
alter sequence app.counter owner to postgres;

-- s13 set owner app.f(integer).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine app.f(integer) owner to current_user;
alter routine app.f(integer) owner to postgres;

-- s14 set owner app.mood.enum
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter type app.mood owner to current_user;
alter type app.mood owner to postgres;

-- s15 set owner app.short.domain
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter domain app.short owner to current_user;
alter domain app.short owner to postgres;

-- s16 set owner app.t.table
--     lock ACCESS EXCLUSIVE on app.t; way back exact; hazards set-owner
--     undo: alter table app.t owner to current_user;
alter table app.t owner to postgres;

-- s17 set owner app.t_id_seq.sequence
--     lock ACCESS EXCLUSIVE on app.t_id_seq; way back exact; hazards set-owner
--     undo: alter sequence app.t_id_seq owner to current_user;
alter sequence app.t_id_seq owner to postgres;

-- s18 complete sequence app.t_id_seq now that its parts are there
--     lock SHARE ROW EXCLUSIVE on app.t_id_seq; way back exact; hazards alter-sequence
--     undo: alter sequence app.t_id_seq owned by none;
alter sequence app.t_id_seq owned by app.t.id;

-- s19 set owner app.v.view
--     lock ACCESS EXCLUSIVE on app.v; way back exact; hazards set-owner
--     undo: alter view app.v owner to current_user;
alter view app.v owner to postgres;
