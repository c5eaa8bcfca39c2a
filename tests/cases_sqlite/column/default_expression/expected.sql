create table t (id integer primary key, n text default (date('now')));
insert into t values (1, 'x');
