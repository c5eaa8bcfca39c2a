-- s01 alter view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards replace-view
--     undo: create or replace view public.v as\n SELECT id,\n    a\n   FROM public.t;
create or replace view public.v as
 SELECT id,
    a
   FROM public.t
  WHERE (id > 5);

-- s02 alter view public.w
--     lock ACCESS EXCLUSIVE on public.w; way back exact; hazards replace-view
--     undo: create or replace view public.w with (security_barrier=true) as\n SELECT id,\n    a\n   FROM public.t;
create or replace view public.w as
 SELECT id,
    a
   FROM public.t;
