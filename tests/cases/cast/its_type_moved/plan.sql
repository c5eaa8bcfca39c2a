-- s01 move composite public.pair to schema app
--     lock none; way back exact; hazards set-schema-unlocked
--     carries cast json, comment cast
--     undo: alter type app.pair set schema public;
alter type public.pair set schema app;
