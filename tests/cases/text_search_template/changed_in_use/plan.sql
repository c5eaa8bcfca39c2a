-- s01 set aside text search dictionary public.d
--     lock none; way back exact; hazards drop-object
--     undo: create text search dictionary public.d (template = public.p);
--     undo: alter text search dictionary public.d owner to postgres;
drop text search dictionary public.d;

-- s02 drop text search template public.p
--     lock none; way back exact; hazards drop-object
--     undo: create text search template public.p (lexize = pg_catalog.dsimple_lexize);
drop text search template public.p;

-- s03 create text search template public.p
--     lock none; way back exact; hazards create-object
--     undo: drop text search template public.p;
create text search template public.p (init = pg_catalog.dsimple_init, lexize = pg_catalog.dsimple_lexize);

-- s04 restore text search dictionary public.d
--     lock none; way back exact; hazards create-object, set-owner-unlocked
--     undo: drop text search dictionary public.d;
create text search dictionary public.d (template = public.p);
alter text search dictionary public.d owner to postgres;
