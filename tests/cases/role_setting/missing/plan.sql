-- s01 create role setting app_reader.search_path
--     lock none; way back exact; hazards session-setting
--     undo: alter role app_reader reset search_path;
alter role app_reader set search_path to 'app', 'public';

-- s02 create role setting app_reader.statement_timeout
--     lock none; way back exact; hazards session-setting
--     undo: alter role app_reader reset statement_timeout;
alter role app_reader set statement_timeout to '5s';
