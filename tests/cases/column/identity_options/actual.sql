create table t (a int generated always as identity);
insert into t default values;
