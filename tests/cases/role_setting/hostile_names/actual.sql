alter role app_reader reset all;
alter role "Odd Role" reset all;
alter role all reset all;
alter role "Odd Role" set my.word to 'it''s';
