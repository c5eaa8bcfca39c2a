-- s01 alter database setting search_path
--     lock none; way back exact; hazards session-setting
--     undo: alter database this set search_path to '';
alter database this set search_path to '$user', 'Odd, Schema', 'a "b"', 'public';
