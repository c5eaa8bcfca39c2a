create table t (id integer primary key, b int, a text);
insert into t (id, a) values (1, 'one');
