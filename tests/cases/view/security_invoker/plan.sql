-- s01 alter view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards replace-view
--     undo: create or replace view public.v as\n SELECT id\n   FROM public.t;
create or replace view public.v with (security_invoker=true) as
 SELECT id
   FROM public.t;
