create table t (id integer primary key, a text, b int, c real, d blob);
insert into t (id, a) values (1, 'one');
