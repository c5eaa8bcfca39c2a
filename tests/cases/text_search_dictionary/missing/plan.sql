-- s01 create text search dictionary public.plain
--     lock none; way back exact; hazards create-object
--     undo: drop text search dictionary public.plain;
create text search dictionary public.plain (template = pg_catalog.simple, stopwords = 'english', accept = 'false');

-- s02 create text search dictionary public.stems
--     lock none; way back exact; hazards create-object
--     undo: drop text search dictionary public.stems;
create text search dictionary public.stems (template = pg_catalog.snowball, language = 'german');

-- s03 create text search configuration public.deutsch
--     lock none; way back exact; hazards create-object, alter-object
--     undo: drop text search configuration public.deutsch;
create text search configuration public.deutsch (parser = pg_catalog."default");
alter text search configuration public.deutsch add mapping for asciihword with pg_catalog.simple;
alter text search configuration public.deutsch add mapping for asciiword with public.plain, public.stems;
alter text search configuration public.deutsch add mapping for email with pg_catalog.simple;
alter text search configuration public.deutsch add mapping for file with pg_catalog.simple;
alter text search configuration public.deutsch add mapping for "float" with pg_catalog.simple;
alter text search configuration public.deutsch add mapping for host with pg_catalog.simple;
alter text search configuration public.deutsch add mapping for hword with pg_catalog.simple;
alter text search configuration public.deutsch add mapping for hword_asciipart with pg_catalog.simple;
alter text search configuration public.deutsch add mapping for hword_numpart with pg_catalog.simple;
alter text search configuration public.deutsch add mapping for hword_part with pg_catalog.simple;
alter text search configuration public.deutsch add mapping for "int" with pg_catalog.simple;
alter text search configuration public.deutsch add mapping for numhword with pg_catalog.simple;
alter text search configuration public.deutsch add mapping for numword with pg_catalog.simple;
alter text search configuration public.deutsch add mapping for sfloat with pg_catalog.simple;
alter text search configuration public.deutsch add mapping for uint with pg_catalog.simple;
alter text search configuration public.deutsch add mapping for url with pg_catalog.simple;
alter text search configuration public.deutsch add mapping for url_path with pg_catalog.simple;
alter text search configuration public.deutsch add mapping for version with pg_catalog.simple;
alter text search configuration public.deutsch add mapping for word with public.plain, public.stems;

-- s04 set owner public.deutsch.text search configuration
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter text search configuration public.deutsch owner to current_user;
alter text search configuration public.deutsch owner to postgres;

-- s05 set owner public.plain.text search dictionary
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter text search dictionary public.plain owner to current_user;
alter text search dictionary public.plain owner to postgres;

-- s06 set owner public.stems.text search dictionary
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter text search dictionary public.stems owner to current_user;
alter text search dictionary public.stems owner to postgres;
