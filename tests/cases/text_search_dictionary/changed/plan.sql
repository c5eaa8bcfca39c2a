-- s01 drop text search dictionary public.plain
--     lock none; way back exact; hazards drop-object
--     undo: create text search dictionary public.plain (template = pg_catalog.simple, stopwords = 'english');
drop text search dictionary public.plain;

-- s02 create text search dictionary public.plain
--     lock none; way back exact; hazards create-object
--     undo: drop text search dictionary public.plain;
create text search dictionary public.plain (template = pg_catalog.simple, stopwords = 'german');
