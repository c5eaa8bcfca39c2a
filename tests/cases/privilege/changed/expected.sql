grant select, insert on t to app_writer;
grant select on t to app_reader with grant option;
grant select, update on t to public;
