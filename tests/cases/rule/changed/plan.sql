-- s01 drop rule public.t.logged
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-rule
--     undo: create rule logged AS\n    ON INSERT TO public.t DO  INSERT INTO public.log (id)\n  VALUES (new.id);
drop rule logged on public.t;

-- s02 drop rule public.v.kept
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-rule
--     undo: create rule kept AS\n    ON DELETE TO public.v DO INSTEAD NOTHING;
drop rule kept on public.v;

-- s03 create rule public.t.logged
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards rule
--     undo: drop rule logged on public.t;
create rule logged AS
    ON INSERT TO public.t
   WHERE (new.id > 0) DO  INSERT INTO public.log (id)
  VALUES ((new.id + 1));

-- s04 create rule public.v.kept
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards rule
--     undo: drop rule kept on public.v;
create rule kept AS
    ON DELETE TO public.v DO INSTEAD  DELETE FROM public.t
  WHERE (t.id = old.id);
