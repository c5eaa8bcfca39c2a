create table t (id integer primary key, n text default 'it is');
insert into t values (1, 'x');
