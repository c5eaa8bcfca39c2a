create table t (id int primary key, n int) partition by range (id);
create index t_n on t (n);
create table t_1 partition of t for values from (0) to (10);
insert into t values (1, 1);
