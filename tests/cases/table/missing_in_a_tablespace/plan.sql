-- s01 create table public.t
--     lock none; way back exact; hazards create-object
--     undo: drop table public.t;
create table public.t (
    id integer not null,
    a integer
) with (fillfactor=50) tablespace dt_fast;

-- s02 create constraint public.t.t_a_key
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards add-unique
--     undo: alter table public.t drop constraint t_a_key;
alter table public.t add constraint t_a_key unique (a) with (fillfactor=60) using index tablespace dt_fast;

-- s03 create constraint public.t.t_pkey
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards add-unique
--     undo: alter table public.t drop constraint t_pkey;
alter table public.t add constraint t_pkey primary key (id) using index tablespace dt_fast;

-- s04 create index public.t.t_i
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public.t_i;
create index t_i on public.t using btree (a, id) tablespace dt_fast where (a > 1);

-- s05 create materialized view public.m
--     lock none; scans; way back exact; hazards create-materialized-view
--     undo: drop materialized view public.m;
create materialized view public.m with (fillfactor=40) tablespace dt_fast as
 SELECT id
   FROM public.t
with data;

-- s06 set owner public.m.materialized view
--     lock ACCESS EXCLUSIVE on public.m; way back exact; hazards set-owner
--     undo: alter materialized view public.m owner to current_user;
alter materialized view public.m owner to postgres;

-- s07 set owner public.t.table
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-owner
--     undo: alter table public.t owner to current_user;
alter table public.t owner to postgres;
