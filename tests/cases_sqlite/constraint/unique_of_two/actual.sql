create table t (id integer primary key, a text, b int, unique (a));
insert into t values (1, 'x', 1), (2, 'y', 2);
