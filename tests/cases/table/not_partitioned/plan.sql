-- s01 make table public.t anew with all its rows
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards create-object, set-schema, copy-rows, set-owner, drop-schema
--     undo: create schema "public.t (drifttools)";
--     undo: alter table public.t set schema "public.t (drifttools)";
--     undo: create table public.t (\n    id integer,\n    day date\n);
--     undo: do 'begin insert into public.t (id, day) overriding system value select id, day from "public.t (drifttools)".t; if (select pg_catalog.count(*) from "public.t (drifttools)".t) is distinct from (select pg_catalog.count(*) from only public.t) then raise exception using message = ''public.t did not get all rows''; end if; drop table "public.t (drifttools)".t; end';
--     undo: alter table public.t owner to postgres;
--     undo: drop schema "public.t (drifttools)";
create schema "public.t (drifttools)";
alter table public.t set schema "public.t (drifttools)";
create table public.t (
    id integer,
    day date
) partition by RANGE (day);
do 'begin insert into public.t (id, day) overriding system value select id, day from only "public.t (drifttools)".t; if (select pg_catalog.count(*) from only "public.t (drifttools)".t) is distinct from (select pg_catalog.count(*) from public.t) then raise exception using message = ''public.t did not get all rows''; end if; drop table "public.t (drifttools)".t; end';
alter table public.t owner to postgres;
drop schema "public.t (drifttools)";
