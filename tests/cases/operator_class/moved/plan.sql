-- s01 move operator family public.tens using btree to schema app
--     lock none; way back exact; hazards set-schema-unlocked
--     carries comment operator family
--     undo: alter operator family app.tens using btree set schema public;
alter operator family public.tens using btree set schema app;

-- s02 move operator class public.tens using btree to schema app
--     lock none; way back exact; hazards set-schema-unlocked
--     carries comment operator class
--     undo: alter operator class app.tens using btree set schema public;
alter operator class public.tens using btree set schema app;
