create table t (id integer primary key, n int default 0, b boolean default 1, s text default 'x', z int);
