create table t (id integer primary key, n text);
insert into t values (1, 'x');
