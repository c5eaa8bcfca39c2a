create table t (a int, b int, check (a == b and a != 3));
