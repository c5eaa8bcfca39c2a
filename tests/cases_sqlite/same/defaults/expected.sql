create table t (id integer primary key, n int default '0', b boolean default true, s text default "x", z int default null);
