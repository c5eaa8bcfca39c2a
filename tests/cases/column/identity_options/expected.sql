create table t (a int generated always as identity (start with 100 increment by 10));
