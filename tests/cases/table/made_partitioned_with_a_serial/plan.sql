-- s01 make table public.t anew with all its rows
--     lock ACCESS EXCLUSIVE on public.t_id_seq, public.t, other.t_a, public.t_rest; scans; data loss irreversible; way back needs backup; hazards create-object, alter-sequence, set-schema, attach-partition, copy-rows, drop-column, set-owner, drop-schema
--     undo: create schema "public.t (drifttools)";
--     undo: create schema "other public.t (drifttools)";
--     undo: alter sequence public.t_id_seq owned by none;
--     undo: alter table public.t set schema "public.t (drifttools)";
--     undo: alter table other.t_a set schema "other public.t (drifttools)";
--     undo: alter table public.t_rest set schema "public.t (drifttools)";
--     undo: create table public.t (\n    id integer default nextval('public.t_id_seq'::regclass) not null,\n    name character varying(10),\n    gone integer\n);
--     undo: do 'begin insert into public.t (id, name) overriding system value select id, name::character varying(10) from "public.t (drifttools)".t; if (select pg_catalog.count(*) from "public.t (drifttools)".t) is distinct from (select pg_catalog.count(*) from only public.t) then raise exception using message = ''public.t did not get all rows''; end if; drop table "public.t (drifttools)".t; end';
--     undo: alter table public.t owner to postgres;
--     undo: alter sequence public.t_id_seq owner to postgres;
--     undo: alter sequence public.t_id_seq owned by public.t.id;
--     undo: drop schema "public.t (drifttools)";
--     undo: drop schema "other public.t (drifttools)";
create schema "public.t (drifttools)";
alter sequence public.t_id_seq owned by none;
alter table public.t set schema "public.t (drifttools)";
create table public.t (
    id integer default nextval('public.t_id_seq'::regclass) not null,
    at date,
    name text not null
) partition by LIST (name);
create table other.t_a (
    id integer default nextval('public.t_id_seq'::regclass) constraint t_id_not_null not null,
    at date,
    name text constraint t_name_not_null not null
);
alter table public.t attach partition other.t_a FOR VALUES IN ('a');
create table public.t_rest (
    id integer default nextval('public.t_id_seq'::regclass) constraint t_id_not_null not null,
    at date,
    name text constraint t_name_not_null not null
);
alter table public.t attach partition public.t_rest DEFAULT;
do 'begin insert into public.t (id, name) overriding system value select id, name::text from only "public.t (drifttools)".t; if (select pg_catalog.count(*) from only "public.t (drifttools)".t) is distinct from (select pg_catalog.count(*) from public.t) then raise exception using message = ''public.t did not get all rows''; end if; drop table "public.t (drifttools)".t; end';
alter table public.t owner to postgres;
alter table other.t_a owner to postgres;
alter table public.t_rest owner to postgres;
alter sequence public.t_id_seq owner to postgres;
alter sequence public.t_id_seq owned by public.t.id;
drop schema "public.t (drifttools)";
