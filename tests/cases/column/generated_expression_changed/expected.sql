create table t (a int, b int, total int generated always as (a * b) stored);
