create table t (id int, a varchar(10) check (length(a) > 1), b varchar(10) unique);
create index t_lower on t (lower(a)) where a <> 'x';
insert into t values (1, 'xx', 'y');
