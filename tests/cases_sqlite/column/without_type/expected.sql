create table t (id integer primary key, a, b);
insert into t values (1, 'x', 2);
