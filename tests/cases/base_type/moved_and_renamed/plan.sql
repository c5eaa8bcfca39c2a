-- s01 move base type public.number to schema app
--     lock none; way back exact; hazards set-schema-unlocked
--     carries routine number_out(app.number), routine number_send(app.number)
--     undo: alter type app.number set schema public;
alter type public.number set schema app;
