-- s01 create text search dictionary public.Déjà "vu"
--     lock none; way back exact; hazards create-object
--     undo: drop text search dictionary public."Déjà ""vu""";
create text search dictionary public."Déjà ""vu""" (template = pg_catalog.simple);

-- s02 create text search configuration public.C "c
--     lock none; way back exact; hazards create-object, alter-object
--     undo: drop text search configuration public."C ""c";
create text search configuration public."C ""c" (parser = pg_catalog."default");
alter text search configuration public."C ""c" add mapping for word with public."Déjà ""vu""";

-- s03 set owner public.C "c.text search configuration
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter text search configuration public."C ""c" owner to current_user;
alter text search configuration public."C ""c" owner to postgres;

-- s04 set owner public.Déjà "vu".text search dictionary
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter text search dictionary public."Déjà ""vu""" owner to current_user;
alter text search dictionary public."Déjà ""vu""" owner to postgres;
