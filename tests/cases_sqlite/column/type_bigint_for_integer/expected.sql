create table t (id integer primary key, a bigint);
insert into t values (1, 2);
