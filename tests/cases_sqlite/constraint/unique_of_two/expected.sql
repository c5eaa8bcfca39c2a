create table t (id integer primary key, a text, b int, unique (a, b));
insert into t values (1, 'x', 1), (2, 'x', 2);
