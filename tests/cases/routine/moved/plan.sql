-- s01 move routine public.f(integer) to schema app
--     lock none; way back exact; hazards set-schema-unlocked
--     undo: alter routine public.f(integer) set schema public;
alter routine public.f(integer) set schema app;

-- s02 alter view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards replace-view
--     undo: create or replace view public.v as\n SELECT public.f(a) AS f\n   FROM public.t;
create or replace view public.v as
 SELECT app.f(a) AS f
   FROM public.t;
