-- s01 make table public.t anew with all its rows
--     lock ACCESS EXCLUSIVE on public.t, public.t_rest; scans; way back exact; hazards create-object, set-schema, attach-partition, copy-rows, set-owner, drop-schema
--     undo: create schema "public.t (drifttools)";
--     undo: alter table public.t set schema "public.t (drifttools)";
--     undo: alter table public.t_rest set schema "public.t (drifttools)";
--     undo: create table public.t (\n    id integer,\n    at date,\n    n text\n);
--     undo: do 'begin insert into public.t (id, at, n) overriding system value select id, at, n from "public.t (drifttools)".t; if (select pg_catalog.count(*) from "public.t (drifttools)".t) is distinct from (select pg_catalog.count(*) from only public.t) then raise exception using message = ''public.t did not get all rows''; end if; drop table "public.t (drifttools)".t; end';
--     undo: alter table public.t owner to postgres;
--     undo: drop schema "public.t (drifttools)";
create schema "public.t (drifttools)";
alter table public.t set schema "public.t (drifttools)";
create table public.t (
    id integer,
    at date,
    n text
) partition by RANGE (at);
create table public.t_rest (
    id integer,
    at date,
    n text
);
alter table public.t attach partition public.t_rest DEFAULT;
do 'begin insert into public.t (id, at, n) overriding system value select id, at, n from only "public.t (drifttools)".t; if (select pg_catalog.count(*) from only "public.t (drifttools)".t) is distinct from (select pg_catalog.count(*) from public.t) then raise exception using message = ''public.t did not get all rows''; end if; drop table "public.t (drifttools)".t; end';
alter table public.t owner to postgres;
alter table public.t_rest owner to postgres;
drop schema "public.t (drifttools)";

-- s02 alter table public.t_24
--     lock ACCESS EXCLUSIVE on public.t_24, public.t; scans; way back exact; hazards attach-partition
--     undo: alter table public.t detach partition public.t_24;
alter table public.t attach partition public.t_24 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
