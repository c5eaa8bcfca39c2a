-- s01 create text search parser public.Pa " r
--     lock none; way back exact; hazards create-object
--     undo: drop text search parser public."Pa "" r";
create text search parser public."Pa "" r" (start = pg_catalog.prsd_start, gettoken = pg_catalog.prsd_nexttoken, end = pg_catalog.prsd_end, lextypes = pg_catalog.prsd_lextype);

-- s02 create comment public.Pa " r.text search parser
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on text search parser public."Pa "" r" is null;
comment on text search parser public."Pa "" r" is 'x';
