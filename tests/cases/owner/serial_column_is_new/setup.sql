create table t (n int);
alter table t owner to app_writer;
create table u (n int);
