create table t (k text, a int, primary key (k));
insert into t values ('x', 1);
