create table t (id integer primary key, a int);
insert into t values (1, 1);
