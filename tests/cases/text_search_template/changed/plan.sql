-- s01 drop text search template public.p
--     lock none; way back exact; hazards drop-object
--     undo: create text search template public.p (lexize = pg_catalog.dsimple_lexize);
drop text search template public.p;

-- s02 drop text search template public.q
--     lock none; way back exact; hazards drop-object
--     undo: create text search template public.q (lexize = pg_catalog.dsynonym_lexize);
drop text search template public.q;

-- s03 create text search template public.p
--     lock none; way back exact; hazards create-object
--     undo: drop text search template public.p;
create text search template public.p (init = pg_catalog.dsimple_init, lexize = pg_catalog.dsimple_lexize);

-- s04 create text search template public.q
--     lock none; way back exact; hazards create-object
--     undo: drop text search template public.q;
create text search template public.q (lexize = pg_catalog.dsimple_lexize);
