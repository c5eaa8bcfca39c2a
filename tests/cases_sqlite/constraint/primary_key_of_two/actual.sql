create table t (a int, b int, c text);
insert into t values (1, 1, 'x'), (1, 2, 'y');
