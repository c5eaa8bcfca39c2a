create table t (id integer primary key, a text, b int);
insert into t values (1, 'x', 2);
