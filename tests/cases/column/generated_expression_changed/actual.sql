create table t (a int, b int, total int generated always as (a + b) stored);
insert into t values (1, 2);
