create table t (a int, constraint u unique (a));
insert into t values (null);
