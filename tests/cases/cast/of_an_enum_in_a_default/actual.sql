create table t (id int, n int);
insert into t values (1, 1), (2, 2);
