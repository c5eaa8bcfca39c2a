-- s01 alter database setting search_path
--     lock none; way back exact; hazards session-setting
--     undo: alter database this set search_path to 'public';
alter database this set search_path to 'app', '$user', 'public';
