-- s01 create schema app
--     lock none; way back exact; hazards create-object
--     undo: drop schema app;
create schema app;

-- s02 create enum app.mood
--     lock none; way back exact; hazards create-object
--     undo: drop type app.mood;
create type app.mood as enum ('sad');

-- s03 create sequence app.t_id_seq
--     lock none; way back exact; hazards create-object
--     undo: drop sequence app.t_id_seq;
create sequence app.t_id_seq as integer increment by 1 minvalue 1 maxvalue 2147483647 start with 1 cache 1 no cycle;

-- s04 create routine app.f()
--     lock none; way back exact; hazards create-object
--     undo: drop routine app.f();
CREATE OR REPLACE FUNCTION app.f()
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;

-- s05 create table app.t
--     lock none; way back exact; hazards create-object
--     undo: drop table app.t;
create table app.t (
    id integer default nextval('app.t_id_seq'::regclass) not null,
    m app.mood,
    n integer
);

-- s06 create table app.u
--     lock none; way back exact; hazards create-object
--     undo: drop table app.u;
create table app.u (
    id integer
);

-- s07 alter column public.has_a_part.id
--     lock ACCESS EXCLUSIVE on public.has_a_part; scans; way back exact; hazards set-not-null
--     undo: alter table public.has_a_part alter column id drop not null;
alter table public.has_a_part alter column id set not null;

-- s08 create column public.has_a_part.n
--     lock ACCESS EXCLUSIVE on public.has_a_part; way back exact; hazards add-column
--     undo: alter table public.has_a_part drop column n;
alter table public.has_a_part add column n integer;

-- s09 create constraint app.t.pk
--     lock ACCESS EXCLUSIVE on app.t; scans; way back exact; hazards add-unique
--     undo: alter table app.t drop constraint pk;
alter table app.t add constraint pk primary key (id);

-- s10 create constraint app.u.fk
--     lock SHARE ROW EXCLUSIVE on app.u, app.t; scans; way back exact; hazards add-foreign-key
--     undo: alter table app.u drop constraint fk;
alter table app.u add constraint fk foreign key (id) references app.t (id);

-- s11 create constraint public.has_a_part.k
--     lock ACCESS EXCLUSIVE on public.has_a_part; scans; way back exact; hazards add-unique
--     undo: alter table public.has_a_part drop constraint k;
alter table public.has_a_part add constraint k primary key (id);

-- s12 create index app.t.i
--     lock SHARE on app.t; scans; way back exact; hazards create-index
--     undo: drop index app.i;
create index i on app.t using btree (n);

-- s13 create view app.v
--     lock none; way back exact; hazards create-object
--     undo: drop view app.v;
create view app.v as
 SELECT id
   FROM app.t;

-- s14 create policy app.t.p
--     lock ACCESS EXCLUSIVE on app.t; way back exact; hazards policy
--     undo: drop policy p on app.t;
create policy p on app.t as permissive for all to public using (true);

-- s15 create comment app.schema
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on schema app is null;
comment on schema app is 'the application';

-- s16 create comment app.f().routine
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on routine app.f() is null;
comment on routine app.f() is 'a function';

-- s17 create comment app.mood.enum
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on type app.mood is null;
comment on type app.mood is 'an enum';

-- s18 create comment app.t.table
--     lock SHARE UPDATE EXCLUSIVE on app.t; way back exact; hazards comment
--     undo: comment on table app.t is null;
comment on table app.t is 'a table';

-- s19 create comment app.t.i.index
--     lock SHARE UPDATE EXCLUSIVE on app.i; way back exact; hazards comment
--     undo: comment on index app.i is null;
comment on index app.i is 'an index';

-- s20 create comment app.t.m.column
--     lock SHARE UPDATE EXCLUSIVE on app.t; way back exact; hazards comment
--     undo: comment on column app.t.m is null;
comment on column app.t.m is 'a column';

-- s21 create comment app.t.p.policy
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on policy p on app.t is null;
comment on policy p on app.t is 'a policy';

-- s22 create comment app.t.pk.constraint
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on constraint pk on app.t is null;
comment on constraint pk on app.t is 'a key';

-- s23 create comment app.t.pk.index
--     lock SHARE UPDATE EXCLUSIVE on app.pk; way back exact; hazards comment
--     undo: comment on index app.pk is null;
comment on index app.pk is 'its index';

-- s24 create comment app.t_id_seq.sequence
--     lock SHARE UPDATE EXCLUSIVE on app.t_id_seq; way back exact; hazards comment
--     undo: comment on sequence app.t_id_seq is null;
comment on sequence app.t_id_seq is 'its sequence';

-- s25 create comment app.u.fk.constraint
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on constraint fk on app.u is null;
comment on constraint fk on app.u is 'a foreign key';

-- s26 create comment app.v.view
--     lock SHARE UPDATE EXCLUSIVE on app.v; way back exact; hazards comment
--     undo: comment on view app.v is null;
comment on view app.v is 'a view';

-- s27 create comment app.v.id.column
--     lock SHARE UPDATE EXCLUSIVE on app.v; way back exact; hazards comment
--     undo: comment on column app.v.id is null;
comment on column app.v.id is 'a column of a view';

-- s28 create comment public.has_a_part.k.index
--     lock SHARE UPDATE EXCLUSIVE on public.k; way back exact; hazards comment
--     undo: comment on index public.k is null;
comment on index public.k is 'the index of a new constraint';

-- s29 create comment public.has_a_part.n.column
--     lock SHARE UPDATE EXCLUSIVE on public.has_a_part; way back exact; hazards comment
--     undo: comment on column public.has_a_part.n is null;
comment on column public.has_a_part.n is 'a new column';

-- s30 set owner app.schema
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter schema app owner to current_user;
alter schema app owner to postgres;

-- s31 set owner app.f().routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine app.f() owner to current_user;
alter routine app.f() owner to postgres;

-- s32 set owner app.mood.enum
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter type app.mood owner to current_user;
alter type app.mood owner to postgres;

-- s33 set owner app.t.table
--     lock ACCESS EXCLUSIVE on app.t; way back exact; hazards set-owner
--     undo: alter table app.t owner to current_user;
alter table app.t owner to postgres;

-- s34 set owner app.t_id_seq.sequence
--     lock ACCESS EXCLUSIVE on app.t_id_seq; way back exact; hazards set-owner
--     undo: alter sequence app.t_id_seq owner to current_user;
alter sequence app.t_id_seq owner to postgres;

-- s35 complete sequence app.t_id_seq now that its parts are there
--     lock SHARE ROW EXCLUSIVE on app.t_id_seq; way back exact; hazards alter-sequence
--     undo: alter sequence app.t_id_seq owned by none;
alter sequence app.t_id_seq owned by app.t.id;

-- s36 set owner app.u.table
--     lock ACCESS EXCLUSIVE on app.u; way back exact; hazards set-owner
--     undo: alter table app.u owner to current_user;
alter table app.u owner to postgres;

-- s37 set owner app.v.view
--     lock ACCESS EXCLUSIVE on app.v; way back exact; hazards set-owner
--     undo: alter view app.v owner to current_user;
alter view app.v owner to postgres;
