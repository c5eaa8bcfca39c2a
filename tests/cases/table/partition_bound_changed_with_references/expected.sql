create table t_1 partition of t for values from (1) to (20);
insert into t values (1, 'a');
insert into o values (1, 1);
