create table t (id integer primary key, fullname text);
insert into t values (1, 'one');
