-- s01 drop view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v as\n SELECT id,\n    b\n   FROM public.t;
--     undo: alter view public.v owner to postgres;
drop view public.v;

-- s02 drop column public.t.b
--     lock ACCESS EXCLUSIVE on public.t; data loss irreversible; way back none; hazards drop-column
--     undo: alter table public.t add column b integer;
alter table public.t drop column b;

-- s03 create view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards create-object, set-owner
--     undo: drop view public.v;
create view public.v as
 SELECT id
   FROM public.t;
alter view public.v owner to postgres;
