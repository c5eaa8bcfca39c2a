-- s01 move aggregate public.total(integer) to schema app
--     lock none; way back exact; hazards set-schema-unlocked
--     undo: alter aggregate app.total(integer) set schema public;
alter aggregate public.total(integer) set schema app;
