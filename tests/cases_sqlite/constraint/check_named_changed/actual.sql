create table t (id integer primary key, n int, constraint n_ok check (n between 1 and 5));
insert into t values (1, 4);
