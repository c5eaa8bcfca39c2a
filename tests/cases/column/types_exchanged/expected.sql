create table t (id int primary key, a text, b int); insert into t values (1, '7', 2);
