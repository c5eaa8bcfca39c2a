-- s01 set aside policy public.t.everyone
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-policy
--     undo: create policy everyone on public.t as permissive for select to app_reader using ((k > 1));
drop policy everyone on public.t;

-- s02 set aside trigger public.t.touched
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-trigger
--     undo: CREATE TRIGGER touched BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION public.touch();
drop trigger touched on public.t;

-- s03 set aside materialized view public.m
--     lock ACCESS EXCLUSIVE on public.m; way back exact; hazards drop-view
--     undo: create materialized view public.m as\n SELECT count(*) AS rows\n   FROM public.v\nwith data;
--     undo: alter materialized view public.m owner to postgres;
drop materialized view public.m;

-- s04 set aside view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v as\n SELECT id,\n    n\n   FROM public.t;
--     undo: alter view public.v owner to postgres;
drop view public.v;

-- s05 set aside statistics public.t_stat
--     lock SHARE UPDATE EXCLUSIVE on public.t; way back exact; hazards drop-statistics
--     undo: create statistics public.t_stat (ndistinct, dependencies, mcv) on n, k from public.t;
--     undo: alter statistics public.t_stat owner to postgres;
drop statistics public.t_stat;

-- s06 set aside index public.t.t_n
--     lock ACCESS EXCLUSIVE on public.t, public.t_n; way back exact; hazards drop-index
--     undo: create index t_n on public.t using btree (n);
--     undo: comment on index public.t_n is 'by name';
drop index public.t_n;

-- s07 set aside constraint public.line.line_t_id_t_at_fkey
--     lock ACCESS EXCLUSIVE on public.line, public.t; way back exact; hazards drop-foreign-key
--     undo: alter table public.line add constraint line_t_id_t_at_fkey foreign key (t_id, t_at) references public.t (id, at);
alter table public.line drop constraint line_t_id_t_at_fkey;

-- s08 set aside constraint public.t.positive
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-constraint
--     undo: alter table public.t add constraint positive check ((k > 0));
alter table public.t drop constraint positive;

-- s09 set aside constraint public.t.t_k_fkey
--     lock ACCESS EXCLUSIVE on public.t, public.kind; way back exact; hazards drop-foreign-key
--     undo: alter table public.t add constraint t_k_fkey foreign key (k) references public.kind (id);
alter table public.t drop constraint t_k_fkey;

-- s10 set aside constraint public.t.t_pkey
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-constraint
--     undo: alter table public.t add constraint t_pkey primary key (id, at);
alter table public.t drop constraint t_pkey;

-- s11 let publication told go of what it no longer uses
--     lock SHARE UPDATE EXCLUSIVE on public.t; way back exact; hazards publish
--     undo: alter publication told add table public.t;
alter publication told drop table public.t;

-- s12 make table public.t anew with all its rows
--     lock ACCESS EXCLUSIVE on public.t, public.t_25, public.t_old; scans; way back exact; hazards create-object, row-security, set-schema, attach-partition, alter-sequence, copy-rows, comment, set-owner, grant, drop-schema
--     undo: create schema "public.t (drifttools)";
--     undo: alter table public.t no force row level security;
--     undo: alter table public.t set schema "public.t (drifttools)";
--     undo: alter table public.t_25 set schema "public.t (drifttools)";
--     undo: alter table public.t_old set schema "public.t (drifttools)";
--     undo: create table public.t (\n    id integer not null generated always as identity,\n    at date not null,\n    n text,\n    k integer,\n    twice integer generated always as ((k * 2)) stored\n);
--     undo: alter table public.t enable row level security;
--     undo: select pg_catalog.setval(pg_catalog.pg_get_serial_sequence('public.t', 'id'), last.value) from pg_catalog.pg_sequence_last_value(pg_catalog.pg_get_serial_sequence('"public.t (drifttools)".t', 'id')::pg_catalog.regclass) last(value) where last.value is not null;
--     undo: do 'begin insert into public.t (id, at, n, k) overriding system value select id, at, n, k from "public.t (drifttools)".t; if (select pg_catalog.count(*) from "public.t (drifttools)".t) is distinct from (select pg_catalog.count(*) from only public.t) then raise exception using message = ''public.t did not get all rows''; end if; drop table "public.t (drifttools)".t; end';
--     undo: comment on table public.t is 'events';
--     undo: comment on column public.t.n is 'name';
--     undo: alter table public.t owner to app_writer;
--     undo: grant SELECT on public.t to app_reader;
--     undo: grant UPDATE (n) on public.t to app_writer;
--     undo: alter table public.t force row level security;
--     undo: drop schema "public.t (drifttools)";
create schema "public.t (drifttools)";
alter table public.t no force row level security;
alter table public.t set schema "public.t (drifttools)";
create table public.t (
    id integer not null generated always as identity,
    at date not null,
    n text,
    k integer,
    twice integer generated always as ((k * 2)) stored
) partition by RANGE (at);
alter table public.t enable row level security;
create table public.t_25 (
    id integer constraint t_id_not_null not null,
    at date constraint t_at_not_null not null,
    n text,
    k integer,
    twice integer generated always as ((k * 2)) stored
);
alter table public.t attach partition public.t_25 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
create table public.t_old (
    id integer constraint t_id_not_null not null,
    at date constraint t_at_not_null not null,
    n text,
    k integer,
    twice integer generated always as ((k * 2)) stored
);
alter table public.t attach partition public.t_old FOR VALUES FROM (MINVALUE) TO ('2025-01-01');
select pg_catalog.setval(pg_catalog.pg_get_serial_sequence('public.t', 'id'), last.value) from pg_catalog.pg_sequence_last_value(pg_catalog.pg_get_serial_sequence('"public.t (drifttools)".t', 'id')::pg_catalog.regclass) last(value) where last.value is not null;
do 'begin insert into public.t (id, at, n, k) overriding system value select id, at, n, k from only "public.t (drifttools)".t; if (select pg_catalog.count(*) from only "public.t (drifttools)".t) is distinct from (select pg_catalog.count(*) from public.t) then raise exception using message = ''public.t did not get all rows''; end if; drop table "public.t (drifttools)".t; end';
comment on table public.t is 'events';
comment on column public.t.n is 'name';
alter table public.t owner to app_writer;
grant SELECT on public.t to app_reader;
grant UPDATE (n) on public.t to app_writer;
alter table public.t force row level security;
alter table public.t_25 owner to postgres;
alter table public.t_old owner to postgres;
drop schema "public.t (drifttools)";

-- s13 restore constraint public.t.positive
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards add-check
--     undo: alter table public.t drop constraint positive;
alter table public.t add constraint positive check ((k > 0));

-- s14 restore constraint public.t.t_k_fkey
--     lock SHARE ROW EXCLUSIVE on public.t, public.kind; scans; way back exact; hazards add-foreign-key
--     undo: alter table public.t drop constraint t_k_fkey;
alter table public.t add constraint t_k_fkey foreign key (k) references public.kind (id);

-- s15 restore constraint public.t.t_pkey
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards add-unique
--     undo: alter table public.t drop constraint t_pkey;
alter table public.t add constraint t_pkey primary key (id, at);

-- s16 restore constraint public.line.line_t_id_t_at_fkey
--     lock SHARE ROW EXCLUSIVE on public.line, public.t; scans; way back exact; hazards add-foreign-key
--     undo: alter table public.line drop constraint line_t_id_t_at_fkey;
alter table public.line add constraint line_t_id_t_at_fkey foreign key (t_id, t_at) references public.t (id, at);

-- s17 restore index public.t.t_n
--     lock SHARE on public.t, public.t_n; scans; way back exact; hazards create-index, comment
--     undo: drop index public.t_n;
create index t_n on public.t using btree (n);
comment on index public.t_n is 'by name';

-- s18 restore statistics public.t_stat
--     lock SHARE UPDATE EXCLUSIVE on public.t; way back exact; hazards create-statistics, set-owner-unlocked
--     undo: drop statistics public.t_stat;
create statistics public.t_stat (ndistinct, dependencies, mcv) on n, k from public.t;
alter statistics public.t_stat owner to postgres;

-- s19 restore view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards create-object, set-owner
--     undo: drop view public.v;
create view public.v as
 SELECT id,
    n
   FROM public.t;
alter view public.v owner to postgres;

-- s20 restore materialized view public.m
--     lock ACCESS EXCLUSIVE on public.m; scans; way back exact; hazards create-materialized-view, set-owner
--     undo: drop materialized view public.m;
create materialized view public.m as
 SELECT count(*) AS rows
   FROM public.v
with data;
alter materialized view public.m owner to postgres;

-- s21 restore trigger public.t.touched
--     lock SHARE ROW EXCLUSIVE on public.t; way back exact; hazards create-trigger
--     undo: drop trigger touched on public.t;
CREATE TRIGGER touched BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION public.touch();

-- s22 alter publication told
--     lock SHARE UPDATE EXCLUSIVE on public.t; way back exact; hazards publish
--     undo: alter publication told drop table public.t;
alter publication told add table public.t;

-- s23 restore policy public.t.everyone
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards policy
--     undo: drop policy everyone on public.t;
create policy everyone on public.t as permissive for select to app_reader using ((k > 1));
