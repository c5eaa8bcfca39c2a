create table t (id int primary key, a int, txt text);
insert into t select i, i, repeat('x', i) from generate_series(1, 20) i;
alter table t add constraint t_u unique (a);
