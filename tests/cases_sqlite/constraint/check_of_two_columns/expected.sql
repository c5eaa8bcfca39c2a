create table t (id integer primary key, a int, b int, check (a < b));
insert into t values (1, 1, 2);
