create table t (id serial primary key, n int);
insert into t (n) values (1), (2);
