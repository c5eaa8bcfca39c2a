create table t (id int, a int, b int);
insert into t values (1, 2, 3);
