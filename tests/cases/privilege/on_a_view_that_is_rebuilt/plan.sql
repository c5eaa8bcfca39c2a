-- s01 drop view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v as\n SELECT a\n   FROM public.t;
--     undo: alter view public.v owner to postgres;
drop view public.v;

-- s02 alter column public.t.a
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.t alter column a type integer using a::integer;
alter table public.t alter column a type bigint using a::bigint;

-- s03 create view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards create-object, set-owner, grant
--     undo: drop view public.v;
create view public.v as
 SELECT a
   FROM public.t;
alter view public.v owner to postgres;
grant SELECT on public.v to app_reader;
