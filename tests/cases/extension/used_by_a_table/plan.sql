-- s01 create schema ext
--     lock none; way back exact; hazards create-object
--     undo: drop schema ext;
create schema ext;

-- s02 create extension citext
--     lock none; way back exact; hazards create-extension
--     undo: drop extension citext;
create extension citext schema ext;
