create schema app;
create table app.t (id int);
select pg_catalog.format('alter database %I set search_path to app', pg_catalog.current_database()) \gexec
