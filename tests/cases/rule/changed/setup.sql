create table t (id int, n int);
create table log (id int);
insert into t values (1, 2);
create view v as select id, n from t;
