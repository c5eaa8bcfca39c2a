create table t (id int primary key, a int, txt text);
insert into t select i, i, repeat('x', i) from generate_series(1, 20) i;
create index t_x on t (lower(txt), a, (a + id));
