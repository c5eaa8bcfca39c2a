-- s01 create materialized view public.m
--     lock none; scans; way back exact; hazards create-materialized-view
--     undo: drop materialized view public.m;
create materialized view public.m as
 SELECT id,
    a
   FROM public.t
with data;

-- s02 create index public.m.m_id
--     lock SHARE on public.m; scans; way back exact; hazards create-index
--     undo: drop index public.m_id;
create unique index m_id on public.m using btree (id);

-- s03 create materialized view public.n
--     lock none; scans; way back exact; hazards create-materialized-view
--     undo: drop materialized view public.n;
create materialized view public.n as
 SELECT count(*) AS c
   FROM public.m
with no data;

-- s04 set owner public.m.materialized view
--     lock ACCESS EXCLUSIVE on public.m; way back exact; hazards set-owner
--     undo: alter materialized view public.m owner to current_user;
alter materialized view public.m owner to postgres;

-- s05 set owner public.n.materialized view
--     lock ACCESS EXCLUSIVE on public.n; way back exact; hazards set-owner
--     undo: alter materialized view public.n owner to current_user;
alter materialized view public.n owner to postgres;

-- s06 create privilege public.m.app_reader
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke SELECT on public.m from app_reader;
grant SELECT on public.m to app_reader;
