create table t (id integer primary key, a varchar(200));
insert into t values (1, 'x');
