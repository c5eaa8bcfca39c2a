create table t (id integer primary key, a);
insert into t values (1, 'x');
