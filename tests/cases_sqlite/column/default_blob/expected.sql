create table t (id integer primary key, n blob default x'00ff');
insert into t values (1, x'01');
