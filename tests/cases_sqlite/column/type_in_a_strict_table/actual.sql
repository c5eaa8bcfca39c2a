create table t (id integer primary key, a text) strict;
insert into t values (1, '2');
