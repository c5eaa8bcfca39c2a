create table t (id int primary key, a int, txt text);
insert into t select i, i, repeat('x', i) from generate_series(1, 20) i;
alter table t add constraint t_u unique (a) with (fillfactor = 70);
create table r (d int4range, constraint r_excl exclude using gist (d with &&));
