-- s01 set aside view public.w
--     lock ACCESS EXCLUSIVE on public.w; way back exact; hazards drop-view
--     undo: create view public.w as\n SELECT id\n   FROM public.v;
--     undo: alter view public.w owner to postgres;
--     undo: grant SELECT on public.w to app_reader;
drop view public.w;

-- s02 drop view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v as\n SELECT id,\n    a AS title\n   FROM public.t;
--     undo: alter view public.v owner to postgres;
drop view public.v;

-- s03 create view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards create-object, set-owner
--     undo: drop view public.v;
create view public.v as
 SELECT id,
    a AS name
   FROM public.t;
alter view public.v owner to postgres;

-- s04 restore view public.w
--     lock ACCESS EXCLUSIVE on public.w; way back exact; hazards create-object, set-owner, grant
--     undo: drop view public.w;
create view public.w as
 SELECT id
   FROM public.v;
alter view public.w owner to postgres;
grant SELECT on public.w to app_reader;
