-- s01 create view public.w
--     lock none; way back exact; hazards create-object
--     undo: drop view public.w;
create view public.w as
 SELECT id
   FROM public.t;

-- s02 create rule public.t.logged
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards rule
--     undo: drop rule logged on public.t;
create rule logged AS
    ON INSERT TO public.t DO  INSERT INTO public.log (id)
  VALUES (new.id);

-- s03 create rule public.v.written
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards rule
--     undo: drop rule written on public.v;
create rule written AS
    ON INSERT TO public.v DO INSTEAD  INSERT INTO public.t (id, n)
  VALUES (new.id, new.n);

-- s04 create rule public.w.kept
--     lock ACCESS EXCLUSIVE on public.w; way back exact; hazards rule
--     undo: drop rule kept on public.w;
create rule kept AS
    ON DELETE TO public.w DO INSTEAD NOTHING;

-- s05 set owner public.w.view
--     lock ACCESS EXCLUSIVE on public.w; way back exact; hazards set-owner
--     undo: alter view public.w owner to current_user;
alter view public.w owner to postgres;
