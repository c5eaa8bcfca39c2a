create table t (id integer primary key, b text default 'x');
