create table t (a int primary key, b timestamp, c int, d int, e json, f int[]);
insert into t values (1, '2025-01-01', 3, 4, '{"a": 1}', '{1}');
