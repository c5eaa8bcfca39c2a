create table t (id int not null, n int) partition by range (id);
create table t_1 partition of t for values from (0) to (10);
create table t_2 (id int not null, n int, constraint t_2_pkey primary key (id));
create index t_2_n_idx on t_2 (n);
insert into t values (1, 1);
insert into t_2 values (11, 1);
