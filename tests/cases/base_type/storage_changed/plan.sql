-- s01 alter base type public.words
--     lock none; way back exact; hazards alter-object
--     undo: alter type public.words set (storage = main);
alter type public.words set (storage = external);
