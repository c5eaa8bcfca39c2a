create table t (a int not null, b int not null);
comment on constraint t_a_not_null on t is 'never empty';
insert into t values (1, 2);
