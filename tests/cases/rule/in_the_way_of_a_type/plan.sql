-- s01 set aside rule public.b.copied
--     lock ACCESS EXCLUSIVE on public.b; way back exact; hazards drop-rule
--     undo: create rule copied AS\n    ON INSERT TO public.b DO  INSERT INTO public.a (id)\n  VALUES (new.id);
drop rule copied on public.b;

-- s02 drop view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v as\n SELECT id\n   FROM public.a;
--     undo: create rule written AS\n    ON INSERT TO public.v DO INSTEAD  INSERT INTO public.a (id)\n  VALUES (new.id);
--     undo: alter view public.v owner to postgres;
drop view public.v;

-- s03 alter column public.a.id
--     lock ACCESS EXCLUSIVE on public.a; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.a alter column id type integer using id::integer;
alter table public.a alter column id type bigint using id::bigint;

-- s04 alter column public.b.id
--     lock ACCESS EXCLUSIVE on public.b; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.b alter column id type integer using id::integer;
alter table public.b alter column id type bigint using id::bigint;

-- s05 create view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards create-object, rule, set-owner
--     undo: drop view public.v;
create view public.v as
 SELECT id
   FROM public.a;
create rule written AS
    ON INSERT TO public.v DO INSTEAD  INSERT INTO public.a (id)
  VALUES (new.id);
alter view public.v owner to postgres;

-- s06 restore rule public.b.copied
--     lock ACCESS EXCLUSIVE on public.b; way back exact; hazards rule
--     undo: drop rule copied on public.b;
create rule copied AS
    ON INSERT TO public.b DO  INSERT INTO public.a (id)
  VALUES (new.id);
