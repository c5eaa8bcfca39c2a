-- s01 create schema app
--     lock none; way back exact; hazards create-object
--     undo: drop schema app;
create schema app;

-- s02 create enum app.mood
--     lock none; way back exact; hazards create-object
--     undo: drop type app.mood;
create type app.mood as enum ('sad');

-- s03 create domain app.short
--     lock none; way back exact; hazards create-object
--     undo: drop domain app.short;
create domain app.short as character varying(5);

-- s04 create sequence app.free
--     lock none; way back exact; hazards create-object
--     undo: drop sequence app.free;
create sequence app.free as bigint increment by 1 minvalue 1 maxvalue 9223372036854775807 start with 1 cache 1 no cycle;

-- s05 create sequence app.t_id_seq
--     lock none; way back exact; hazards create-object
--     undo: drop sequence app.t_id_seq;
create sequence app.t_id_seq as integer increment by 1 minvalue 1 maxvalue 2147483647 start with 1 cache 1 no cycle;

-- s06 create routine app.f(app.mood)
--     lock none; way back exact; hazards create-object
--     undo: drop routine app.f(app.mood);
CREATE OR REPLACE FUNCTION app.f(app.mood)
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;

-- s07 create table app.t
--     lock none; way back exact; hazards create-object
--     undo: drop table app.t;
create table app.t (
    id integer default nextval('app.t_id_seq'::regclass) not null,
    n integer not null generated always as identity,
    m app.mood,
    s app.short
);

-- s08 create table app.u
--     lock none; way back exact; hazards create-object
--     undo: drop table app.u;
create table app.u (
    id integer
);

-- s09 create table public.keeps_its_replica_identity
--     lock none; way back exact; hazards create-object
--     undo: drop table public.keeps_its_replica_identity;
create table public.keeps_its_replica_identity (
    id integer not null
);

-- s10 create constraint app.t.t_pkey
--     lock ACCESS EXCLUSIVE on app.t; scans; way back exact; hazards add-unique
--     undo: alter table app.t drop constraint t_pkey;
alter table app.t add constraint t_pkey primary key (id);

-- s11 create constraint app.u.u_id_fkey
--     lock SHARE ROW EXCLUSIVE on app.u, app.t; scans; way back exact; hazards add-foreign-key
--     undo: alter table app.u drop constraint u_id_fkey;
alter table app.u add constraint u_id_fkey foreign key (id) references app.t (id);

-- s12 create index public.keeps_its_replica_identity.one
--     lock SHARE on public.keeps_its_replica_identity; scans; way back exact; hazards create-index
--     undo: drop index public.one;
create unique index one on public.keeps_its_replica_identity using btree (id);

-- s13 create view app.v
--     lock none; way back exact; hazards create-object
--     undo: drop view app.v;
create view app.v as
 SELECT id
   FROM app.t;

-- s14 create materialized view app.mv
--     lock none; scans; way back exact; hazards create-materialized-view
--     undo: drop materialized view app.mv;
create materialized view app.mv as
 SELECT id
   FROM app.v
with no data;

-- s15 set owner app.schema
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter schema app owner to current_user;
alter schema app owner to app_writer;

-- s16 set owner app.f(app.mood).routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine app.f(app.mood) owner to current_user;
alter routine app.f(app.mood) owner to app_writer;

-- s17 set owner app.free.sequence
--     lock ACCESS EXCLUSIVE on app.free; way back exact; hazards set-owner
--     undo: alter sequence app.free owner to current_user;
alter sequence app.free owner to app_writer;

-- s18 set owner app.mood.enum
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter type app.mood owner to current_user;
alter type app.mood owner to app_writer;

-- s19 set owner app.mv.materialized view
--     lock ACCESS EXCLUSIVE on app.mv; way back exact; hazards set-owner
--     undo: alter materialized view app.mv owner to current_user;
alter materialized view app.mv owner to app_reader;

-- s20 set owner app.short.domain
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter domain app.short owner to current_user;
alter domain app.short owner to app_writer;

-- s21 set owner app.t.table
--     lock ACCESS EXCLUSIVE on app.t; way back exact; hazards set-owner
--     undo: alter table app.t owner to current_user;
alter table app.t owner to app_writer;

-- s22 set owner app.t_id_seq.sequence
--     lock ACCESS EXCLUSIVE on app.t_id_seq; way back exact; hazards set-owner
--     undo: alter sequence app.t_id_seq owner to current_user;
alter sequence app.t_id_seq owner to app_writer;

-- s23 complete sequence app.t_id_seq now that its parts are there
--     lock SHARE ROW EXCLUSIVE on app.t_id_seq; way back exact; hazards alter-sequence
--     undo: alter sequence app.t_id_seq owned by none;
alter sequence app.t_id_seq owned by app.t.id;

-- s24 set owner app.u.table
--     lock ACCESS EXCLUSIVE on app.u; way back exact; hazards set-owner
--     undo: alter table app.u owner to current_user;
alter table app.u owner to postgres;

-- s25 set owner app.v.view
--     lock ACCESS EXCLUSIVE on app.v; way back exact; hazards set-owner
--     undo: alter view app.v owner to current_user;
alter view app.v owner to app_reader;

-- s26 set owner public.keeps_its_replica_identity.table
--     lock ACCESS EXCLUSIVE on public.keeps_its_replica_identity; way back exact; hazards set-owner
--     undo: alter table public.keeps_its_replica_identity owner to current_user;
alter table public.keeps_its_replica_identity owner to app_writer;

-- s27 complete table public.keeps_its_replica_identity now that its parts are there
--     lock ACCESS EXCLUSIVE on public.keeps_its_replica_identity; way back exact; hazards table-setting
--     undo: alter table public.keeps_its_replica_identity replica identity default;
alter table public.keeps_its_replica_identity replica identity using index one;
