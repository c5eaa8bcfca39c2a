create table t (a int, b date);
