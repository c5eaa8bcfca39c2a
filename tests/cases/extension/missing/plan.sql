-- s01 create extension citext
--     lock none; way back exact; hazards create-extension
--     undo: drop extension citext;
create extension citext schema public;
