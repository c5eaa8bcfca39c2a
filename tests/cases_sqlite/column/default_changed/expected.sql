create table t (id integer primary key, n int default 1);
insert into t values (1, 4);
