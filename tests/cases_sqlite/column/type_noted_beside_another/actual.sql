create table t (id integer primary key, a varchar(200), n int);
insert into t values (1, 'x', 2);
