create table t (id integer primary key, n);
insert into t values (1, 'x');
