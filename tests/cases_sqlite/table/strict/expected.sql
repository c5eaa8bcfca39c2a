create table t (id integer primary key, a text) strict;
insert into t (id, a) values (1, 'one'), (2, 'two'), (3, null);
