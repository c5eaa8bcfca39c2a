create table t (id integer primary key, a text, b int);
insert into t (id, a) values (1, 'one'), (2, null);
