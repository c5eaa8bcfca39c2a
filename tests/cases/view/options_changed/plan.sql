-- s01 alter view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards replace-view
--     undo: create or replace view public.v with (check_option=cascaded) as\n SELECT id,\n    a\n   FROM public.t\n  WHERE (a > 1);
create or replace view public.v with (security_barrier=true, check_option=local) as
 SELECT id,
    a
   FROM public.t
  WHERE (a > 1);
