-- s01 move routine public.f(integer) to schema app
--     lock none; way back exact; hazards set-schema-unlocked
--     undo: alter routine app.f(integer) set schema public;
alter routine public.f(integer) set schema app;
