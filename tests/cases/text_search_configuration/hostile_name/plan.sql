-- s01 create text search configuration public.Déjà "vu"
--     lock none; way back exact; hazards create-object, alter-object
--     undo: drop text search configuration public."Déjà ""vu""";
create text search configuration public."Déjà ""vu""" (parser = pg_catalog."default");
alter text search configuration public."Déjà ""vu""" add mapping for asciihword with pg_catalog.simple;
alter text search configuration public."Déjà ""vu""" add mapping for asciiword with pg_catalog.simple;
alter text search configuration public."Déjà ""vu""" add mapping for email with pg_catalog.simple;
alter text search configuration public."Déjà ""vu""" add mapping for file with pg_catalog.simple;
alter text search configuration public."Déjà ""vu""" add mapping for "float" with pg_catalog.simple;
alter text search configuration public."Déjà ""vu""" add mapping for host with pg_catalog.simple;
alter text search configuration public."Déjà ""vu""" add mapping for hword with pg_catalog.simple;
alter text search configuration public."Déjà ""vu""" add mapping for hword_asciipart with pg_catalog.simple;
alter text search configuration public."Déjà ""vu""" add mapping for hword_numpart with pg_catalog.simple;
alter text search configuration public."Déjà ""vu""" add mapping for hword_part with pg_catalog.simple;
alter text search configuration public."Déjà ""vu""" add mapping for "int" with pg_catalog.simple;
alter text search configuration public."Déjà ""vu""" add mapping for numhword with pg_catalog.simple;
alter text search configuration public."Déjà ""vu""" add mapping for numword with pg_catalog.simple;
alter text search configuration public."Déjà ""vu""" add mapping for sfloat with pg_catalog.simple;
alter text search configuration public."Déjà ""vu""" add mapping for uint with pg_catalog.simple;
alter text search configuration public."Déjà ""vu""" add mapping for url with pg_catalog.simple;
alter text search configuration public."Déjà ""vu""" add mapping for url_path with pg_catalog.simple;
alter text search configuration public."Déjà ""vu""" add mapping for version with pg_catalog.simple;
alter text search configuration public."Déjà ""vu""" add mapping for word with pg_catalog.simple;

-- s02 set owner public.Déjà "vu".text search configuration
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter text search configuration public."Déjà ""vu""" owner to current_user;
alter text search configuration public."Déjà ""vu""" owner to postgres;
