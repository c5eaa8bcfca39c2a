grant select (a, b), update (a) on t to app_reader;
grant select (a) on t to app_writer with grant option;
grant select (a) on v to app_reader;
grant insert (c) on t to public;
