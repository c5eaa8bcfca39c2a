create table t (id integer primary key, n real);
insert into t values (1, 5.5);
