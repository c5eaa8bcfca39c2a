create table t (id integer primary key, n blob);
insert into t values (1, x'01');
