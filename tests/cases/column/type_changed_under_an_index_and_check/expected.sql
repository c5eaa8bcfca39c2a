create table t (id int, a varchar(20) check (length(a) > 1), b varchar(20) unique);
create index t_lower on t (lower(a)) where a <> 'x';
