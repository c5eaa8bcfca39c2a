create table t (id integer primary key, n text default (datetime('now')));
insert into t values (1, 'x');
