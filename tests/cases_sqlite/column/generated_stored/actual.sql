create table t (id integer primary key, n int, g int);
insert into t (id, n) values (1, 4);
