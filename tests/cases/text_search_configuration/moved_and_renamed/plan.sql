-- s01 move text search configuration public.deutsch to schema app
--     lock none; way back exact; hazards set-schema-unlocked
--     undo: alter text search configuration app.deutsch set schema public;
alter text search configuration public.deutsch set schema app;

-- s02 rename text search configuration public.plain to bare
--     lock none; way back exact; hazards rename-unlocked
--     undo: alter text search configuration public.bare rename to plain;
alter text search configuration public.plain rename to bare;
