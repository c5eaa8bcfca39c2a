create table t (k text, a int, primary key (k desc));
insert into t values ('x', 1);
