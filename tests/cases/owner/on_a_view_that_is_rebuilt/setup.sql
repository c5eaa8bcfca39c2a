create table t (a int);
alter table t owner to app_writer;
insert into t values (1);
