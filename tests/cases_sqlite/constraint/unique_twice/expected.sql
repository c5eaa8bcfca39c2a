create table t (id integer primary key, a text unique, b text unique);
insert into t values (1, 'x', 'y');
