create table t (id integer primary key, a int) strict;
insert into t values (1, 2);
