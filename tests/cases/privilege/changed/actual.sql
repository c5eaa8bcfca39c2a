grant select, update, delete on t to app_writer;
grant select on t to app_reader;
grant select on t to public;
