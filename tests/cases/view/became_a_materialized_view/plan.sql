-- s01 drop view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v as\n SELECT id\n   FROM public.t;
--     undo: alter view public.v owner to postgres;
drop view public.v;

-- s02 create materialized view public.v
--     lock none; scans; way back exact; hazards create-materialized-view
--     undo: drop materialized view public.v;
create materialized view public.v as
 SELECT id
   FROM public.t
with data;

-- s03 create index public.v.v_id_idx
--     lock SHARE on public.v; scans; way back exact; hazards create-index
--     undo: drop index public.v_id_idx;
create index v_id_idx on public.v using btree (id);

-- s04 set owner public.v.materialized view
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards set-owner
--     undo: alter materialized view public.v owner to current_user;
alter materialized view public.v owner to postgres;
