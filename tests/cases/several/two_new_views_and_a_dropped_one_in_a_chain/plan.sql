-- s01 drop view public.top
--     lock ACCESS EXCLUSIVE on public.top; way back exact; hazards drop-view
--     undo: create view public.top as\n SELECT count(*) AS n,\n    max(c) AS c\n   FROM public.base;
--     undo: alter view public.top owner to postgres;
drop view public.top;

-- s02 drop view public.base
--     lock ACCESS EXCLUSIVE on public.base; way back exact; hazards drop-view
--     undo: create view public.base as\n SELECT id,\n    b,\n    c\n   FROM public.t;
--     undo: alter view public.base owner to postgres;
drop view public.base;

-- s03 drop column public.t.c
--     lock ACCESS EXCLUSIVE on public.t; data loss irreversible; way back none; hazards drop-column
--     undo: alter table public.t add column c integer;
alter table public.t drop column c;

-- s04 create view public.base
--     lock ACCESS EXCLUSIVE on public.base; way back exact; hazards create-object, set-owner
--     undo: drop view public.base;
create view public.base as
 SELECT id,
    a
   FROM public.t;
alter view public.base owner to postgres;

-- s05 create view public.middle
--     lock none; way back exact; hazards create-object
--     undo: drop view public.middle;
create view public.middle as
 SELECT id
   FROM public.base
  WHERE (a > 1);

-- s06 create view public.top
--     lock ACCESS EXCLUSIVE on public.top; way back exact; hazards create-object, set-owner
--     undo: drop view public.top;
create view public.top as
 SELECT count(*) AS n
   FROM public.middle;
alter view public.top owner to postgres;

-- s07 set owner public.middle.view
--     lock ACCESS EXCLUSIVE on public.middle; way back exact; hazards set-owner
--     undo: alter view public.middle owner to current_user;
alter view public.middle owner to postgres;
