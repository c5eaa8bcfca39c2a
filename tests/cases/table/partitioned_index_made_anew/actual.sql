create table t (id int, n int, m int) partition by range (id);
create table t_1 partition of t for values from (0) to (10);
create table t_2 (m int, n int, id int);
alter table t attach partition t_2 for values from (10) to (20);
create index t_x on t (n);
insert into t values (1, 1, 1), (11, 2, 2);
