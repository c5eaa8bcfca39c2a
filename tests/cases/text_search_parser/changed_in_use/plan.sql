-- s01 set aside text search configuration public.c
--     lock none; way back exact; hazards drop-object
--     undo: create text search configuration public.c (parser = public.p);
--     undo: alter text search configuration public.c add mapping for word with pg_catalog.simple;
--     undo: alter text search configuration public.c owner to postgres;
drop text search configuration public.c;

-- s02 drop text search parser public.p
--     lock none; way back exact; hazards drop-object
--     undo: create text search parser public.p (start = pg_catalog.prsd_start, gettoken = pg_catalog.prsd_nexttoken, end = pg_catalog.prsd_end, lextypes = pg_catalog.prsd_lextype);
drop text search parser public.p;

-- s03 create text search parser public.p
--     lock none; way back exact; hazards create-object
--     undo: drop text search parser public.p;
create text search parser public.p (start = pg_catalog.prsd_start, gettoken = pg_catalog.prsd_nexttoken, end = pg_catalog.prsd_end, headline = pg_catalog.prsd_headline, lextypes = pg_catalog.prsd_lextype);

-- s04 restore text search configuration public.c
--     lock none; way back exact; hazards create-object, alter-object, set-owner-unlocked
--     undo: drop text search configuration public.c;
create text search configuration public.c (parser = public.p);
alter text search configuration public.c add mapping for word with pg_catalog.simple;
alter text search configuration public.c owner to postgres;
