create table t (id int, n int);
grant select, update, insert on t to app_reader;
grant select (n), update (n) on t to app_reader;
grant select on t to app_writer;
grant select (id), update (n) on t to app_writer;
