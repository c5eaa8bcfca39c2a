-- s01 set aside materialized view public.m
--     lock ACCESS EXCLUSIVE on public.m; way back exact; hazards drop-view
--     undo: create materialized view public.m as\n SELECT a\n   FROM public.t\nwith data;
--     undo: alter materialized view public.m owner to app_writer;
drop materialized view public.m;

-- s02 drop view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v as\n SELECT a\n   FROM public.t;
--     undo: alter view public.v owner to app_reader;
drop view public.v;

-- s03 alter column public.t.a
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.t alter column a type integer using a::integer;
alter table public.t alter column a type bigint using a::bigint;

-- s04 create view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards create-object, set-owner
--     undo: drop view public.v;
create view public.v as
 SELECT a
   FROM public.t;
alter view public.v owner to app_reader;

-- s05 restore materialized view public.m
--     lock ACCESS EXCLUSIVE on public.m; scans; way back exact; hazards create-materialized-view, set-owner
--     undo: drop materialized view public.m;
create materialized view public.m as
 SELECT a
   FROM public.t
with data;
alter materialized view public.m owner to app_writer;
