-- s01 move conversion public.a to schema app
--     lock none; way back exact; hazards set-schema-unlocked
--     undo: alter conversion app.a set schema public;
alter conversion public.a set schema app;

-- s02 rename conversion public.c to b
--     lock none; way back exact; hazards rename-unlocked
--     undo: alter conversion public.b rename to c;
alter conversion public.c rename to b;
