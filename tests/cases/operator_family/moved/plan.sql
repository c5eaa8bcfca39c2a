-- s01 move operator family public.f using gin to schema app
--     lock none; way back exact; hazards set-schema-unlocked
--     undo: alter operator family app.f using gin set schema public;
alter operator family public.f using gin set schema app;
