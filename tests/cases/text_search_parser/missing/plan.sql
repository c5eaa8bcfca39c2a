-- s01 create text search parser public.p
--     lock none; way back exact; hazards create-object
--     undo: drop text search parser public.p;
create text search parser public.p (start = pg_catalog.prsd_start, gettoken = pg_catalog.prsd_nexttoken, end = pg_catalog.prsd_end, headline = pg_catalog.prsd_headline, lextypes = pg_catalog.prsd_lextype);

-- s02 create text search configuration public.c
--     lock none; way back exact; hazards create-object, alter-object
--     undo: drop text search configuration public.c;
create text search configuration public.c (parser = public.p);
alter text search configuration public.c add mapping for word with pg_catalog.simple;

-- s03 set owner public.c.text search configuration
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter text search configuration public.c owner to current_user;
alter text search configuration public.c owner to postgres;
