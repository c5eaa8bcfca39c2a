-- s01 move text search dictionary public.plain to schema app
--     lock none; way back exact; hazards set-schema-unlocked
--     undo: alter text search dictionary app.plain set schema public;
alter text search dictionary public.plain set schema app;

-- s02 rename text search dictionary public.stems to trunks
--     lock none; way back exact; hazards rename-unlocked
--     undo: alter text search dictionary public.trunks rename to stems;
alter text search dictionary public.stems rename to trunks;
