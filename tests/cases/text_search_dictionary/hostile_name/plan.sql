-- s01 create text search dictionary public.Déjà "vu"
--     lock none; way back exact; hazards create-object
--     undo: drop text search dictionary public."Déjà ""vu""";
create text search dictionary public."Déjà ""vu""" (template = pg_catalog.simple);

-- s02 create text search configuration public.C "c
--     lock none; way back exact; hazards create-object, alter-object
--     undo: drop text search configuration public."C ""c";
create text search configuration public."C ""c" (parser = pg_catalog."default");
alter text search configuration public."C ""c" add mapping for word with public."Déjà ""vu""";
