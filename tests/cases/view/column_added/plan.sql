-- s01 alter view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards replace-view
--     undo: drop view public.w;
--     undo: drop view public.v;
--     undo: create view public.v as\n SELECT id\n   FROM public.t;
--     undo: alter view public.v owner to postgres;
--     undo: grant SELECT on public.v to app_reader;
--     undo: create view public.w as\n SELECT id\n   FROM public.v;
--     undo: alter view public.w owner to postgres;
create or replace view public.v as
 SELECT id,
    a
   FROM public.t;
