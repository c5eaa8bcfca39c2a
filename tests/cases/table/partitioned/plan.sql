-- s01 create table public.t
--     lock none; way back exact; hazards create-object
--     undo: drop table public.t;
create table public.t (
    id integer not null,
    day date not null
) partition by RANGE (day);

-- s02 create table public.t_2025
--     lock ACCESS EXCLUSIVE on public.t_2025, public.t; scans; way back exact; hazards create-object, attach-partition
--     undo: drop table public.t_2025;
create table public.t_2025 (
    id integer constraint t_id_not_null not null,
    day date constraint t_day_not_null not null
);
alter table public.t attach partition public.t_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- s03 create table public.t_rest
--     lock ACCESS EXCLUSIVE on public.t_rest, public.t; scans; way back exact; hazards create-object, attach-partition
--     undo: drop table public.t_rest;
create table public.t_rest (
    id integer constraint t_id_not_null not null,
    day date constraint t_day_not_null not null
);
alter table public.t attach partition public.t_rest DEFAULT;

-- s04 create constraint public.t.t_pkey
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards add-unique
--     undo: alter table public.t drop constraint t_pkey;
alter table public.t add constraint t_pkey primary key (id, day);

-- s05 create index public.t.t_day
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public.t_day;
create index t_day on public.t using btree (day);

-- s06 set owner public.t.table
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-owner
--     undo: alter table public.t owner to current_user;
alter table public.t owner to postgres;

-- s07 set owner public.t_2025.table
--     lock ACCESS EXCLUSIVE on public.t_2025; way back exact; hazards set-owner
--     undo: alter table public.t_2025 owner to current_user;
alter table public.t_2025 owner to postgres;

-- s08 set owner public.t_rest.table
--     lock ACCESS EXCLUSIVE on public.t_rest; way back exact; hazards set-owner
--     undo: alter table public.t_rest owner to current_user;
alter table public.t_rest owner to postgres;
