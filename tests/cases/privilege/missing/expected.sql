grant select, insert on t to app_writer;
grant select on t to public;
grant select on v to app_reader with grant option;
grant all on m to "Odd Role";
