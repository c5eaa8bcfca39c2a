-- s01 drop view public.latest
--     lock ACCESS EXCLUSIVE on public.latest; way back exact; hazards drop-view
--     undo: create view public.latest as\n SELECT max(at) AS at\n   FROM public.measured;
--     undo: alter view public.latest owner to postgres;
drop view public.latest;

-- s02 set aside index public.measured.measured_place
--     lock ACCESS EXCLUSIVE on public.measured, public.measured_place; way back exact; hazards drop-index
--     undo: create index measured_place on public.measured using btree (place, at);
drop index public.measured_place;

-- s03 set aside constraint public.measured.measured_pkey
--     lock ACCESS EXCLUSIVE on public.measured; way back exact; hazards drop-constraint
--     undo: alter table public.measured add constraint measured_pkey primary key (id, at, place);
alter table public.measured drop constraint measured_pkey;

-- s04 make table public.measured anew with all its rows
--     lock ACCESS EXCLUSIVE on public.measured, public.measured_2024, public.measured_later, public.measured_here, public.measured_rest; scans; way back needs backup; hazards create-object, set-schema, attach-partition, alter-sequence, copy-rows, comment, set-owner, grant, drop-schema
--     undo: create schema "public.measured (drifttools)";
--     undo: alter table public.measured set schema "public.measured (drifttools)";
--     undo: alter table public.measured_2024 set schema "public.measured (drifttools)";
--     undo: alter table public.measured_later set schema "public.measured (drifttools)";
--     undo: alter table public.measured_here set schema "public.measured (drifttools)";
--     undo: alter table public.measured_rest set schema "public.measured (drifttools)";
--     undo: create table public.measured (\n    id bigint not null generated always as identity,\n    at date default now() not null,\n    place integer not null,\n    value numeric\n) partition by RANGE (at);
--     undo: create table public.measured_2024 (\n    id bigint constraint measured_id_not_null not null,\n    at date default now() constraint measured_at_not_null not null,\n    place integer constraint measured_place_not_null not null,\n    value numeric\n);
--     undo: alter table public.measured attach partition public.measured_2024 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
--     undo: create table public.measured_later (\n    id bigint constraint measured_id_not_null not null,\n    at date default now() constraint measured_at_not_null not null,\n    place integer constraint measured_place_not_null not null,\n    value numeric\n) partition by LIST (place);
--     undo: alter table public.measured attach partition public.measured_later FOR VALUES FROM ('2025-01-01') TO (MAXVALUE);
--     undo: create table public.measured_here (\n    id bigint constraint measured_id_not_null not null,\n    at date default now() constraint measured_at_not_null not null,\n    place integer constraint measured_place_not_null not null,\n    value numeric\n);
--     undo: alter table public.measured_later attach partition public.measured_here FOR VALUES IN (1);
--     undo: create table public.measured_rest (\n    id bigint constraint measured_id_not_null not null,\n    at date default now() constraint measured_at_not_null not null,\n    place integer constraint measured_place_not_null not null,\n    value numeric\n);
--     undo: alter table public.measured_later attach partition public.measured_rest DEFAULT;
--     undo: select pg_catalog.setval(pg_catalog.pg_get_serial_sequence('public.measured', 'id'), last.value) from pg_catalog.pg_sequence_last_value(pg_catalog.pg_get_serial_sequence('"public.measured (drifttools)".measured', 'id')::pg_catalog.regclass) last(value) where last.value is not null;
--     undo: do 'begin insert into public.measured (id, at, place, value) overriding system value select id, at::date, place, value from "public.measured (drifttools)".measured; if (select pg_catalog.count(*) from "public.measured (drifttools)".measured) is distinct from (select pg_catalog.count(*) from public.measured) then raise exception using message = ''public.measured did not get all rows''; end if; drop table "public.measured (drifttools)".measured; end';
--     undo: comment on column public.measured.at is 'when';
--     undo: alter table public.measured owner to postgres;
--     undo: grant SELECT on public.measured to app_reader;
--     undo: alter table public.measured_2024 owner to postgres;
--     undo: alter table public.measured_later owner to postgres;
--     undo: alter table public.measured_here owner to postgres;
--     undo: alter table public.measured_rest owner to postgres;
--     undo: drop schema "public.measured (drifttools)";
create schema "public.measured (drifttools)";
alter table public.measured set schema "public.measured (drifttools)";
alter table public.measured_2024 set schema "public.measured (drifttools)";
alter table public.measured_later set schema "public.measured (drifttools)";
alter table public.measured_here set schema "public.measured (drifttools)";
alter table public.measured_rest set schema "public.measured (drifttools)";
create table public.measured (
    id bigint not null generated always as identity,
    at timestamp with time zone default now() not null,
    place integer not null,
    value numeric
) partition by RANGE (at);
create table public.measured_2024 (
    id bigint constraint measured_id_not_null not null,
    at timestamp with time zone default now() constraint measured_at_not_null not null,
    place integer constraint measured_place_not_null not null,
    value numeric
);
alter table public.measured attach partition public.measured_2024 FOR VALUES FROM ('2024-01-01 00:00:00+00') TO ('2025-01-01 00:00:00+00');
create table public.measured_later (
    id bigint constraint measured_id_not_null not null,
    at timestamp with time zone default now() constraint measured_at_not_null not null,
    place integer constraint measured_place_not_null not null,
    value numeric
) partition by LIST (place);
alter table public.measured attach partition public.measured_later FOR VALUES FROM ('2025-01-01 00:00:00+00') TO (MAXVALUE);
create table public.measured_here (
    id bigint constraint measured_id_not_null not null,
    at timestamp with time zone default now() constraint measured_at_not_null not null,
    place integer constraint measured_place_not_null not null,
    value numeric
);
alter table public.measured_later attach partition public.measured_here FOR VALUES IN (1);
create table public.measured_rest (
    id bigint constraint measured_id_not_null not null,
    at timestamp with time zone default now() constraint measured_at_not_null not null,
    place integer constraint measured_place_not_null not null,
    value numeric
);
alter table public.measured_later attach partition public.measured_rest DEFAULT;
select pg_catalog.setval(pg_catalog.pg_get_serial_sequence('public.measured', 'id'), last.value) from pg_catalog.pg_sequence_last_value(pg_catalog.pg_get_serial_sequence('"public.measured (drifttools)".measured', 'id')::pg_catalog.regclass) last(value) where last.value is not null;
do 'begin insert into public.measured (id, at, place, value) overriding system value select id, at::timestamp with time zone, place, value from "public.measured (drifttools)".measured; if (select pg_catalog.count(*) from "public.measured (drifttools)".measured) is distinct from (select pg_catalog.count(*) from public.measured) then raise exception using message = ''public.measured did not get all rows''; end if; drop table "public.measured (drifttools)".measured; end';
comment on column public.measured.at is 'when';
alter table public.measured owner to postgres;
grant SELECT on public.measured to app_reader;
alter table public.measured_2024 owner to postgres;
alter table public.measured_later owner to postgres;
alter table public.measured_here owner to postgres;
alter table public.measured_rest owner to postgres;
drop schema "public.measured (drifttools)";

-- s05 restore constraint public.measured.measured_pkey
--     lock ACCESS EXCLUSIVE on public.measured; scans; way back exact; hazards add-unique
--     undo: alter table public.measured drop constraint measured_pkey;
alter table public.measured add constraint measured_pkey primary key (id, at, place);

-- s06 restore index public.measured.measured_place
--     lock SHARE on public.measured; scans; way back exact; hazards create-index
--     undo: drop index public.measured_place;
create index measured_place on public.measured using btree (place, at);

-- s07 create view public.latest
--     lock ACCESS EXCLUSIVE on public.latest; way back exact; hazards create-object, set-owner
--     undo: drop view public.latest;
create view public.latest as
 SELECT max(at) AS at
   FROM public.measured;
alter view public.latest owner to postgres;
