-- s01 set aside materialized view public.m
--     lock ACCESS EXCLUSIVE on public.m; way back exact; hazards drop-view
--     undo: create materialized view public.m as\n SELECT a\n   FROM public.w\nwith data;
--     undo: create unique index m_a on public.m using btree (a);
--     undo: alter materialized view public.m owner to postgres;
drop materialized view public.m;

-- s02 drop view public.w
--     lock ACCESS EXCLUSIVE on public.w; way back exact; hazards drop-view
--     undo: create view public.w as\n SELECT id,\n    a\n   FROM public.v;
--     undo: CREATE TRIGGER tr INSTEAD OF INSERT ON public.w FOR EACH ROW EXECUTE FUNCTION public.f();
--     undo: alter view public.w owner to postgres;
--     undo: grant INSERT, SELECT on public.w to app_writer with grant option;
drop view public.w;

-- s03 drop view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v as\n SELECT id,\n    a\n   FROM public.t;
--     undo: alter view public.v owner to postgres;
--     undo: grant SELECT on public.v to app_reader;
drop view public.v;

-- s04 alter column public.t.a
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards alter-type-in-place
--     undo: alter table public.t alter column a type character varying(10) using a::character varying(10);
alter table public.t alter column a type character varying(20) using a::character varying(20);

-- s05 create view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards create-object, set-owner, grant
--     undo: drop view public.v;
create view public.v as
 SELECT id,
    a
   FROM public.t;
alter view public.v owner to postgres;
grant SELECT on public.v to app_reader;

-- s06 create view public.w
--     lock ACCESS EXCLUSIVE on public.w; way back exact; hazards create-object, create-trigger, set-owner, grant
--     undo: drop view public.w;
create view public.w as
 SELECT id,
    a
   FROM public.v;
CREATE TRIGGER tr INSTEAD OF INSERT ON public.w FOR EACH ROW EXECUTE FUNCTION public.f();
alter view public.w owner to postgres;
grant INSERT, SELECT on public.w to app_writer with grant option;

-- s07 restore materialized view public.m
--     lock ACCESS EXCLUSIVE on public.m; scans; way back exact; hazards create-materialized-view, create-index, set-owner
--     undo: drop materialized view public.m;
create materialized view public.m as
 SELECT a
   FROM public.w
with data;
create unique index m_a on public.m using btree (a);
alter materialized view public.m owner to postgres;
