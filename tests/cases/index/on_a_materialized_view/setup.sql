create table t (a int);
insert into t values (1);
create materialized view mv as select a from t;
