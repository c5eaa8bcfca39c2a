create schema app;
create table t (a int);
