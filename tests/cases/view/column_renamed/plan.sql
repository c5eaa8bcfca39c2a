-- s01 set aside view public.w
--     lock ACCESS EXCLUSIVE on public.w; way back exact; hazards drop-view
--     undo: create view public.w as\n SELECT id\n   FROM public.v;
--     undo: grant SELECT on public.w to app_reader;
drop view public.w;

-- s02 drop view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v as\n SELECT id,\n    a AS title\n   FROM public.t;
drop view public.v;

-- s03 create view public.v
--     lock none; way back exact; hazards create-object
--     undo: drop view public.v;
create view public.v as
 SELECT id,
    a AS name
   FROM public.t;

-- s04 restore view public.w
--     lock ACCESS SHARE; way back exact; hazards create-object, grant
--     undo: drop view public.w;
create view public.w as
 SELECT id
   FROM public.v;
grant SELECT on public.w to app_reader;
