create table t (a int, b text) partition by range (a);
create table t_1 partition of t for values from (0) to (10) partition by list (b);
create table t_1_x partition of t_1 for values in ('x');
create table t_2 partition of t for values from (10) to (20);
insert into t values (1, 'x'), (11, 'y');
create unique index changed on t (b, a);
comment on index t_1_b_a_idx is 'stays';
