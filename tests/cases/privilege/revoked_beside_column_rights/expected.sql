create table t (id int, n int);
grant insert on t to app_reader;
grant select (n), update (n) on t to app_reader;
grant select (id) on t to app_writer;
