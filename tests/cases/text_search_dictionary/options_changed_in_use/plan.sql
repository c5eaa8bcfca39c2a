-- s01 alter text search dictionary public.d
--     lock none; way back exact; hazards alter-object
--     undo: alter text search dictionary public.d (stopwords, accept = 'false');
alter text search dictionary public.d (stopwords = 'english', accept = 'true');
