-- s01 move enum public.mood to schema app
--     lock none; way back exact; hazards set-schema-unlocked
--     carries transform plpgsql, comment transform
--     undo: alter type app.mood set schema public;
alter type public.mood set schema app;
