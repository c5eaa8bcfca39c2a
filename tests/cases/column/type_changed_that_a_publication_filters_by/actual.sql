create table t (id int primary key, a int, b int);
create publication p for table t (id, a) where (a > 5);
insert into t values (1, 2, 3);
