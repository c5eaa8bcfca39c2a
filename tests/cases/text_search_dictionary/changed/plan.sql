-- s01 alter text search dictionary public.plain
--     lock none; way back exact; hazards alter-object
--     undo: alter text search dictionary public.plain (stopwords = 'english');
alter text search dictionary public.plain (stopwords = 'german');
