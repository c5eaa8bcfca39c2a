create table t (id serial, n int);
insert into t (n) values (1), (2);
