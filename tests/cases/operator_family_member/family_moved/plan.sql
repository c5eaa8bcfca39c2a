-- s01 move operator family public.tens using btree to schema app
--     lock none; way back exact; hazards set-schema-unlocked
--     carries operator family member operator 1 (integer, bigint)
--     undo: alter operator family app.tens using btree set schema public;
alter operator family public.tens using btree set schema app;
