-- s01 alter role setting app_reader.search_path
--     lock none; way back exact; hazards session-setting
--     undo: alter role app_reader set search_path to 'public';
alter role app_reader set search_path to 'app', 'public';
