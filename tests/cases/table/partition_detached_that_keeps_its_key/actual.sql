create table t (id int primary key, n int) partition by range (id);
create table t_1 partition of t for values from (0) to (10);
create table t_2 partition of t for values from (10) to (20);
create index t_n on t (n);
insert into t values (1, 1), (11, 1);
create index t_gone on t (n, id);
