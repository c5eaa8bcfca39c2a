create table t (a int, b int, primary key (a, b));
insert into t values (1, 1), (1, 2);
