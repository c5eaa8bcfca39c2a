create table t (id integer primary key, a boolean);
insert into t values (1, 1);
