create table t (id int primary key, total int, kept int);
create table other (id int primary key, total int);
create publication pub for table t (id, total) where (total > 0), other where (total > 1) with (publish = 'insert');
create publication changed for table t (id, total, kept) where (total > 3) with (publish = 'insert');
insert into t values (1, 2, 3);
