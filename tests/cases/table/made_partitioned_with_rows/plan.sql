-- s01 set aside view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v as\n SELECT id,\n    n\n   FROM public.t;
--     undo: alter view public.v owner to postgres;
drop view public.v;

-- s02 set aside index public.t.t_n
--     lock ACCESS EXCLUSIVE on public.t, public.t_n; way back exact; hazards drop-index
--     undo: create index t_n on public.t using btree (n);
drop index public.t_n;

-- s03 set aside constraint public.t.t_pkey
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-constraint
--     undo: alter table public.t add constraint t_pkey primary key (id, at);
alter table public.t drop constraint t_pkey;

-- s04 make table public.t anew with all its rows
--     lock ACCESS EXCLUSIVE on public.t, public.t_25, public.t_rest; scans; way back exact; hazards create-object, set-schema, attach-partition, copy-rows, comment, set-owner, grant, drop-schema
--     undo: create schema "public.t (drifttools)";
--     undo: alter table public.t set schema "public.t (drifttools)";
--     undo: alter table public.t_25 set schema "public.t (drifttools)";
--     undo: alter table public.t_rest set schema "public.t (drifttools)";
--     undo: create table public.t (\n    id integer not null,\n    at date not null,\n    n text\n);
--     undo: do 'begin insert into public.t (id, at, n) overriding system value select id, at, n from "public.t (drifttools)".t; if (select pg_catalog.count(*) from "public.t (drifttools)".t) is distinct from (select pg_catalog.count(*) from only public.t) then raise exception using message = ''public.t did not get all rows''; end if; drop table "public.t (drifttools)".t; end';
--     undo: comment on table public.t is 'events';
--     undo: alter table public.t owner to postgres;
--     undo: grant SELECT on public.t to app_reader;
--     undo: drop schema "public.t (drifttools)";
create schema "public.t (drifttools)";
alter table public.t set schema "public.t (drifttools)";
create table public.t (
    id integer not null,
    at date not null,
    n text
) partition by RANGE (at);
create table public.t_25 (
    id integer constraint t_id_not_null not null,
    at date constraint t_at_not_null not null,
    n text
);
alter table public.t attach partition public.t_25 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
create table public.t_rest (
    id integer constraint t_id_not_null not null,
    at date constraint t_at_not_null not null,
    n text
);
alter table public.t attach partition public.t_rest DEFAULT;
do 'begin insert into public.t (id, at, n) overriding system value select id, at, n from only "public.t (drifttools)".t; if (select pg_catalog.count(*) from only "public.t (drifttools)".t) is distinct from (select pg_catalog.count(*) from public.t) then raise exception using message = ''public.t did not get all rows''; end if; drop table "public.t (drifttools)".t; end';
comment on table public.t is 'events';
alter table public.t owner to postgres;
grant SELECT on public.t to app_reader;
alter table public.t_25 owner to postgres;
alter table public.t_rest owner to postgres;
drop schema "public.t (drifttools)";

-- s05 restore constraint public.t.t_pkey
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards add-unique
--     undo: alter table public.t drop constraint t_pkey;
alter table public.t add constraint t_pkey primary key (id, at);

-- s06 restore index public.t.t_n
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public.t_n;
create index t_n on public.t using btree (n);

-- s07 restore view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards create-object, set-owner
--     undo: drop view public.v;
create view public.v as
 SELECT id,
    n
   FROM public.t;
alter view public.v owner to postgres;
