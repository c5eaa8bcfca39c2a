create table t (id int primary key, amount int, kept int);
create table other (id int primary key, total int);
create publication pub for table t (id, amount) where (amount > 0), other where (total > 1) with (publish = 'insert');
create publication changed for table t (id, amount) where (amount > 5) with (publish = 'insert');
insert into t values (1, 2, 3);
