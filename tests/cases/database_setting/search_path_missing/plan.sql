-- s01 create database setting search_path
--     lock none; way back exact; hazards session-setting
--     undo: alter database this reset search_path;
alter database this set search_path to 'app', 'public';
