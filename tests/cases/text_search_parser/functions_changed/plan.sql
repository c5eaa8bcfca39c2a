-- s01 drop text search parser public.p
--     lock none; way back exact; hazards drop-object
--     undo: create text search parser public.p (start = public.started, gettoken = public.token, end = public.ended, lextypes = public.types);
--     undo: comment on text search parser public.p is 'x';
drop text search parser public.p;

-- s02 create text search parser public.p
--     lock none; way back exact; hazards create-object
--     undo: drop text search parser public.p;
create text search parser public.p (start = pg_catalog.prsd_start, gettoken = pg_catalog.prsd_nexttoken, end = pg_catalog.prsd_end, lextypes = pg_catalog.prsd_lextype);
