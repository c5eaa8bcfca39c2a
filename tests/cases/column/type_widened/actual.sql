create table t (a varchar(10), b varchar(10), c varchar(3));
insert into t values ('x', 'y', 'z');
