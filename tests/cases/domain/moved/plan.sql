-- s01 move domain public.short to schema app
--     lock none; way back exact; hazards set-schema-unlocked
--     undo: alter domain app.short set schema public;
alter domain public.short set schema app;
