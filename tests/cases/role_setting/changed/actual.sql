alter role app_reader reset all;
alter role "Odd Role" reset all;
alter role all reset all;
alter role app_reader set search_path to public;
