create table t (id integer primary key, b int, a text);
insert into t values (1, 2, 'x');
