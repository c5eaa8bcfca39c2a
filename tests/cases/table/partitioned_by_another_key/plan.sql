-- s01 set aside index public.t.t_kind
--     lock ACCESS EXCLUSIVE on public.t, public.t_kind; way back exact; hazards drop-index
--     undo: create index t_kind on public.t using btree (kind);
drop index public.t_kind;

-- s02 drop index public.t_1.t_at
--     lock ACCESS EXCLUSIVE on public.t_1, public.t_at; way back exact; hazards drop-index
--     undo: create index t_at on public.t_1 using btree (at);
drop index public.t_at;

-- s03 set aside constraint public.t.t_id_fkey
--     lock ACCESS EXCLUSIVE on public.t, public.owner; way back exact; hazards drop-foreign-key
--     undo: alter table public.t add constraint t_id_fkey foreign key (id) references public.owner (id);
alter table public.t drop constraint t_id_fkey;

-- s04 make table public.t anew with all its rows
--     lock ACCESS EXCLUSIVE on public.t, public.t_1, public.t_2, public.t_2_0, public.t_2_1; scans; way back exact; hazards create-object, set-schema, attach-partition, copy-rows, set-owner, drop-schema
--     undo: create schema "public.t (drifttools)";
--     undo: alter table public.t set schema "public.t (drifttools)";
--     undo: alter table public.t_1 set schema "public.t (drifttools)";
--     undo: alter table public.t_2 set schema "public.t (drifttools)";
--     undo: alter table public.t_2_0 set schema "public.t (drifttools)";
--     undo: alter table public.t_2_1 set schema "public.t (drifttools)";
--     undo: create table public.t (\n    id integer not null,\n    at date,\n    kind text\n) partition by RANGE (at);
--     undo: create table public.t_1 (\n    id integer constraint t_id_not_null not null,\n    at date,\n    kind text\n);
--     undo: alter table public.t attach partition public.t_1 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
--     undo: create table public.t_2 (\n    id integer constraint t_id_not_null not null,\n    at date,\n    kind text\n);
--     undo: alter table public.t attach partition public.t_2 DEFAULT;
--     undo: do 'begin insert into public.t (id, at, kind) overriding system value select id, at, kind from "public.t (drifttools)".t; if (select pg_catalog.count(*) from "public.t (drifttools)".t) is distinct from (select pg_catalog.count(*) from public.t) then raise exception using message = ''public.t did not get all rows''; end if; drop table "public.t (drifttools)".t; end';
--     undo: alter table public.t owner to postgres;
--     undo: alter table public.t_1 owner to postgres;
--     undo: alter table public.t_2 owner to postgres;
--     undo: drop schema "public.t (drifttools)";
create schema "public.t (drifttools)";
alter table public.t set schema "public.t (drifttools)";
alter table public.t_1 set schema "public.t (drifttools)";
alter table public.t_2 set schema "public.t (drifttools)";
create table public.t (
    id integer not null,
    at date,
    kind text
) partition by LIST (kind);
create table public.t_1 (
    id integer constraint t_id_not_null not null,
    at date,
    kind text
);
alter table public.t attach partition public.t_1 FOR VALUES IN ('x', NULL);
create table public.t_2 (
    id integer constraint t_id_not_null not null,
    at date,
    kind text
) partition by HASH (id);
alter table public.t attach partition public.t_2 DEFAULT;
create table public.t_2_0 (
    id integer constraint t_id_not_null not null,
    at date,
    kind text
);
alter table public.t_2 attach partition public.t_2_0 FOR VALUES WITH (modulus 2, remainder 0);
create table public.t_2_1 (
    id integer constraint t_id_not_null not null,
    at date,
    kind text
);
alter table public.t_2 attach partition public.t_2_1 FOR VALUES WITH (modulus 2, remainder 1);
do 'begin insert into public.t (id, at, kind) overriding system value select id, at, kind from "public.t (drifttools)".t; if (select pg_catalog.count(*) from "public.t (drifttools)".t) is distinct from (select pg_catalog.count(*) from public.t) then raise exception using message = ''public.t did not get all rows''; end if; drop table "public.t (drifttools)".t; end';
alter table public.t owner to postgres;
alter table public.t_1 owner to postgres;
alter table public.t_2 owner to postgres;
alter table public.t_2_0 owner to postgres;
alter table public.t_2_1 owner to postgres;
drop schema "public.t (drifttools)";

-- s05 restore constraint public.t.t_id_fkey
--     lock SHARE ROW EXCLUSIVE on public.t, public.owner; scans; way back exact; hazards add-foreign-key
--     undo: alter table public.t drop constraint t_id_fkey;
alter table public.t add constraint t_id_fkey foreign key (id) references public.owner (id);

-- s06 restore index public.t.t_kind
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public.t_kind;
create index t_kind on public.t using btree (kind);
