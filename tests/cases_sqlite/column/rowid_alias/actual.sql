create table t (id int primary key not null, a text);
insert into t values (1, 'x'), (2, 'y');
