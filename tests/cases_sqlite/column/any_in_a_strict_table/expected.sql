create table t (id integer primary key, a any) strict;
insert into t values (1, 2);
