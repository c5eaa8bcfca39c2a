-- s01 alter role setting Odd Role.my.word
--     lock none; way back exact; hazards session-setting
--     undo: alter role "Odd Role" set my.word to 'it''s';
alter role "Odd Role" set my.word to  E'it''s \\ "here"';

-- s02 create role setting Odd Role.search_path
--     lock none; way back exact; hazards session-setting
--     undo: alter role "Odd Role" reset search_path;
alter role "Odd Role" set search_path to 'Odd, Schema', 'it''s';
