create table t (a int default 1, b text, c int default 7, d timestamptz default '2025-01-01', e int[]);
insert into t default values;
