create table t (id integer primary key, a datetime);
insert into t values (1, '2020-01-01');
