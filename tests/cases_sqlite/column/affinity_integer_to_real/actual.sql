create table t (id integer primary key, n integer);
insert into t values (1, 5);
