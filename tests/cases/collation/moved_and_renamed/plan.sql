-- s01 move collation public.plain to schema app
--     lock none; way back exact; hazards set-schema-unlocked
--     undo: alter collation app.plain set schema public;
alter collation public.plain set schema app;

-- s02 rename collation public.bytes to raw
--     lock none; way back exact; hazards rename-unlocked
--     undo: alter collation public.raw rename to bytes;
alter collation public.bytes rename to raw;
