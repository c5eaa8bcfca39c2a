create table t (id integer primary key, n int check (n >= 0));
insert into t values (1, 4);
