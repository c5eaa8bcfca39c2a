create table p (id int primary key);
create table t (a int, b int);
insert into t values (1, -1);
