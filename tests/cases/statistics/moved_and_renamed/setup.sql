create schema s;
create table t (a int, b int, c text);
insert into t select i, i, 'x' from generate_series(1, 50) i;
