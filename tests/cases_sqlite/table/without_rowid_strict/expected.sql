create table t (k text primary key, a int) strict, without rowid;
insert into t values ('x', 1), ('y', 2);
