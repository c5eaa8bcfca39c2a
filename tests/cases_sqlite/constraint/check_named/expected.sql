create table t (id integer primary key, n int, constraint n_ok check (n > 0));
insert into t values (1, 4);
