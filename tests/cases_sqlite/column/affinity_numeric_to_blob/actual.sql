create table t (id integer primary key, n numeric);
insert into t values (1, 12);
