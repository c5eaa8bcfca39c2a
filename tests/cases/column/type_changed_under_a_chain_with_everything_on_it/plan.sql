-- s01 set aside policy public.t.p
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-policy
--     undo: create policy p on public.t as permissive for select to app_reader using ((a > 1));
drop policy p on public.t;

-- s02 set aside policy public.t.q
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-policy
--     undo: create policy q on public.t as restrictive for update to public using ((a > 2)) with check ((a > 3));
drop policy q on public.t;

-- s03 set aside rule public.t.r
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-rule
--     undo: create rule r AS\n    ON UPDATE TO public.t\n   WHERE (new.a > 100) DO NOTHING;
drop rule r on public.t;

-- s04 set aside trigger public.t.upd
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-trigger
--     undo: CREATE TRIGGER upd AFTER UPDATE OF a ON public.t FOR EACH ROW WHEN ((new.a > 5)) EXECUTE FUNCTION public.tf();
--     undo: alter table public.t enable always trigger upd;
drop trigger upd on public.t;

-- s05 set aside view public.v3
--     lock ACCESS EXCLUSIVE on public.v3; way back exact; hazards drop-view
--     undo: create view public.v3 as\n SELECT n\n   FROM public.m;
--     undo: alter view public.v3 owner to postgres;
drop view public.v3;

-- s06 set aside materialized view public.m
--     lock ACCESS EXCLUSIVE on public.m; way back exact; hazards drop-view
--     undo: create materialized view public.m as\n SELECT a1,\n    count(*) AS n\n   FROM public.v2\n  GROUP BY a1\nwith data;
--     undo: create unique index m_a1 on public.m using btree (a1);
--     undo: comment on materialized view public.m is 'third';
--     undo: comment on index public.m_a1 is 'its key';
--     undo: alter materialized view public.m owner to postgres;
--     undo: grant SELECT (n) on public.m to app_reader;
drop materialized view public.m;

-- s07 drop view public.v2
--     lock ACCESS EXCLUSIVE on public.v2; way back exact; hazards drop-view
--     undo: create view public.v2 as\n SELECT id,\n    (a + 1) AS a1\n   FROM public.v1;
--     undo: CREATE TRIGGER vt INSTEAD OF UPDATE ON public.v2 FOR EACH ROW EXECUTE FUNCTION public.vf();
--     undo: comment on view public.v2 is 'second';
--     undo: alter view public.v2 owner to app_writer;
--     undo: grant SELECT on public.v2 to app_reader;
drop view public.v2;

-- s08 drop view public.v1
--     lock ACCESS EXCLUSIVE on public.v1; way back exact; hazards drop-view
--     undo: create view public.v1 with (security_invoker=true) as\n SELECT id,\n    a\n   FROM public.t;
--     undo: create rule ins AS\n    ON INSERT TO public.v1 DO INSTEAD NOTHING;
--     undo: comment on column public.v1.a is 'the a';
--     undo: alter view public.v1 owner to postgres;
--     undo: grant SELECT on public.v1 to app_reader;
--     undo: grant SELECT, UPDATE on public.v1 to app_writer with grant option;
drop view public.v1;

-- s09 alter column public.t.a
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.t alter column a type integer using a::integer;
alter table public.t alter column a type bigint using a::bigint;

-- s10 create view public.v1
--     lock ACCESS EXCLUSIVE on public.v1; way back exact; hazards create-object, rule, comment, set-owner, grant
--     undo: drop view public.v1;
create view public.v1 with (security_invoker=true) as
 SELECT id,
    a
   FROM public.t;
create rule ins AS
    ON INSERT TO public.v1 DO INSTEAD NOTHING;
comment on column public.v1.a is 'the a';
alter view public.v1 owner to postgres;
grant SELECT on public.v1 to app_reader;
grant SELECT, UPDATE on public.v1 to app_writer with grant option;

-- s11 create view public.v2
--     lock ACCESS EXCLUSIVE on public.v2; way back exact; hazards create-object, create-trigger, comment, set-owner, grant
--     undo: drop view public.v2;
create view public.v2 as
 SELECT id,
    (a + 1) AS a1
   FROM public.v1;
CREATE TRIGGER vt INSTEAD OF UPDATE ON public.v2 FOR EACH ROW EXECUTE FUNCTION public.vf();
comment on view public.v2 is 'second';
alter view public.v2 owner to app_writer;
grant SELECT on public.v2 to app_reader;

-- s12 restore materialized view public.m
--     lock ACCESS EXCLUSIVE on public.m, public.m_a1; scans; way back exact; hazards create-materialized-view, create-index, comment, set-owner, grant
--     undo: drop materialized view public.m;
create materialized view public.m as
 SELECT a1,
    count(*) AS n
   FROM public.v2
  GROUP BY a1
with data;
create unique index m_a1 on public.m using btree (a1);
comment on materialized view public.m is 'third';
comment on index public.m_a1 is 'its key';
alter materialized view public.m owner to postgres;
grant SELECT (n) on public.m to app_reader;

-- s13 restore view public.v3
--     lock ACCESS EXCLUSIVE on public.v3; way back exact; hazards create-object, set-owner
--     undo: drop view public.v3;
create view public.v3 as
 SELECT n
   FROM public.m;
alter view public.v3 owner to postgres;

-- s14 restore trigger public.t.upd
--     lock SHARE ROW EXCLUSIVE on public.t; way back exact; hazards create-trigger, enable-trigger
--     undo: drop trigger upd on public.t;
CREATE TRIGGER upd AFTER UPDATE OF a ON public.t FOR EACH ROW WHEN ((new.a > 5)) EXECUTE FUNCTION public.tf();
alter table public.t enable always trigger upd;

-- s15 restore rule public.t.r
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards rule
--     undo: drop rule r on public.t;
create rule r AS
    ON UPDATE TO public.t
   WHERE (new.a > 100) DO NOTHING;

-- s16 restore policy public.t.p
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards policy
--     undo: drop policy p on public.t;
create policy p on public.t as permissive for select to app_reader using ((a > 1));

-- s17 restore policy public.t.q
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards policy
--     undo: drop policy q on public.t;
create policy q on public.t as restrictive for update to public using ((a > 2)) with check ((a > 3));
