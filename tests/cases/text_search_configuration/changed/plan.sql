-- s01 alter text search configuration public.deutsch
--     lock none; way back exact; hazards alter-object
--     undo: alter text search configuration public.deutsch drop mapping for asciiword;
--     undo: alter text search configuration public.deutsch drop mapping for url;
--     undo: alter text search configuration public.deutsch drop mapping for word;
--     undo: alter text search configuration public.deutsch add mapping for asciiword with pg_catalog.german_stem;
--     undo: alter text search configuration public.deutsch add mapping for email with pg_catalog.simple;
--     undo: alter text search configuration public.deutsch add mapping for word with pg_catalog.german_stem;
alter text search configuration public.deutsch drop mapping for asciiword;
alter text search configuration public.deutsch drop mapping for email;
alter text search configuration public.deutsch drop mapping for word;
alter text search configuration public.deutsch add mapping for asciiword with pg_catalog.simple, pg_catalog.german_stem;
alter text search configuration public.deutsch add mapping for url with pg_catalog.simple;
alter text search configuration public.deutsch add mapping for word with pg_catalog.simple, pg_catalog.german_stem;
