grant select (a, c), insert (a) on t to app_reader;
grant select (a) on t to app_writer;
grant select (b) on v to app_reader;
