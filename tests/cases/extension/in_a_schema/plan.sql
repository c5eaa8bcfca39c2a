-- s01 alter extension citext
--     lock none; way back exact; hazards set-schema-unlocked
--     undo: alter extension citext set schema public;
alter extension citext set schema ext;
