-- s01 set aside view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v as\n SELECT id\n   FROM public.m;
--     undo: alter view public.v owner to postgres;
drop view public.v;

-- s02 drop materialized view public.m
--     lock ACCESS EXCLUSIVE on public.m; way back exact; hazards drop-view
--     undo: create materialized view public.m as\n SELECT id,\n    a\n   FROM public.t\nwith data;
--     undo: create unique index m_id on public.m using btree (id);
--     undo: alter materialized view public.m owner to postgres;
--     undo: grant SELECT on public.m to app_reader;
drop materialized view public.m;

-- s03 create materialized view public.m
--     lock ACCESS EXCLUSIVE on public.m; scans; way back exact; hazards create-materialized-view, create-index, set-owner, grant
--     undo: drop materialized view public.m;
create materialized view public.m as
 SELECT id,
    a
   FROM public.t
  WHERE (id > 0)
with data;
create unique index m_id on public.m using btree (id);
alter materialized view public.m owner to postgres;
grant SELECT on public.m to app_reader;

-- s04 restore view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards create-object, set-owner
--     undo: drop view public.v;
create view public.v as
 SELECT id
   FROM public.m;
alter view public.v owner to postgres;
