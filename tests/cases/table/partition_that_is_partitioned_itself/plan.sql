-- s01 make table public.t anew with all its rows
--     lock ACCESS EXCLUSIVE on public.u, public.t, public.t_1, public.t_x; scans; way back exact; hazards create-object, detach-partition, set-schema, attach-partition, copy-rows, set-owner, drop-schema
--     undo: create schema "public.t (drifttools)";
--     undo: alter table public.u detach partition public.t;
--     undo: alter table public.t set schema "public.t (drifttools)";
--     undo: alter table public.t_1 set schema "public.t (drifttools)";
--     undo: alter table public.t_x set schema "public.t (drifttools)";
--     undo: create table public.t (\n    id integer constraint u_id_not_null not null,\n    at date constraint u_at_not_null not null,\n    n text\n);
--     undo: alter table public.u attach partition public.t FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
--     undo: do 'begin insert into public.t (id, at, n) overriding system value select id, at, n from "public.t (drifttools)".t; if (select pg_catalog.count(*) from "public.t (drifttools)".t) is distinct from (select pg_catalog.count(*) from only public.t) then raise exception using message = ''public.t did not get all rows''; end if; drop table "public.t (drifttools)".t; end';
--     undo: alter table public.t owner to postgres;
--     undo: drop schema "public.t (drifttools)";
create schema "public.t (drifttools)";
alter table public.u detach partition public.t;
alter table public.t set schema "public.t (drifttools)";
create table public.t (
    id integer constraint u_id_not_null not null,
    at date constraint u_at_not_null not null,
    n text
) partition by LIST (id);
alter table public.u attach partition public.t FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
create table public.t_1 (
    id integer constraint u_id_not_null not null,
    at date constraint u_at_not_null not null,
    n text
);
alter table public.t attach partition public.t_1 FOR VALUES IN (1);
create table public.t_x (
    id integer constraint u_id_not_null not null,
    at date constraint u_at_not_null not null,
    n text
);
alter table public.t attach partition public.t_x DEFAULT;
do 'begin insert into public.t (id, at, n) overriding system value select id, at, n from only "public.t (drifttools)".t; if (select pg_catalog.count(*) from only "public.t (drifttools)".t) is distinct from (select pg_catalog.count(*) from public.t) then raise exception using message = ''public.t did not get all rows''; end if; drop table "public.t (drifttools)".t; end';
alter table public.t owner to postgres;
alter table public.t_1 owner to postgres;
alter table public.t_x owner to postgres;
drop schema "public.t (drifttools)";
