-- s01 create text search template public.p
--     lock none; way back exact; hazards create-object
--     undo: drop text search template public.p;
create text search template public.p (init = pg_catalog.dsimple_init, lexize = pg_catalog.dsimple_lexize);

-- s02 create text search dictionary public.d
--     lock none; way back exact; hazards create-object
--     undo: drop text search dictionary public.d;
create text search dictionary public.d (template = public.p, stopwords = 'english');

-- s03 set owner public.d.text search dictionary
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter text search dictionary public.d owner to current_user;
alter text search dictionary public.d owner to postgres;
