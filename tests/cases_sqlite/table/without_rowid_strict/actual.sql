create table t (k text primary key, a int);
insert into t values ('x', 1), ('y', 2);
