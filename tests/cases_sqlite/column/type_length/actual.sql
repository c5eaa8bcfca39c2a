create table t (id integer primary key, a varchar(50));
insert into t values (1, 'x');
