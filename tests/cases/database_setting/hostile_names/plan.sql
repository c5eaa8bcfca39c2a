-- s01 create database setting my.setting
--     lock none; way back exact; hazards session-setting
--     undo: alter database this reset my.setting;
alter database this set my.setting to  E'it''s \\ "quoted"';

-- s02 alter database setting Odd Role.search_path
--     lock none; way back exact; hazards session-setting
--     undo: alter role "Odd Role" in database this set search_path to 'its';
alter role "Odd Role" in database this set search_path to 'it''s', '$user', 'Select';
