-- s01 create table public.t
--     lock none; way back exact; hazards create-object
--     undo: drop table public.t;
create table public.t (
    a bigint not null generated always as identity,
    b character varying(10) collate pg_catalog."C" default 'x'::character varying,
    c numeric(5,2) default 1.5 not null,
    d timestamp with time zone default now(),
    e integer[] default '{1,2}'::integer[],
    f jsonb default '{"a": 1}'::jsonb,
    g integer generated always as (cardinality(ARRAY[1, 2])) stored,
    h character(3),
    i bit varying(5),
    j interval day to second,
    k time(3) with time zone,
    l "char",
    m name,
    n bytea default '\x00'::bytea,
    o text default 'it''s \ a
line'::text,
    p double precision default 'NaN'::double precision,
    q oid,
    r regclass default 'pg_class'::regclass,
    s int4range,
    t inet,
    u uuid default gen_random_uuid(),
    v xid8,
    w point,
    x money,
    y tsvector,
    z "char"[]
);

-- s02 set owner public.t.table
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-owner
--     undo: alter table public.t owner to current_user;
alter table public.t owner to postgres;
