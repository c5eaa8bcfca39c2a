create table t (a int, b int, primary key (b, a));
insert into t values (1, 1), (1, 2);
