create aggregate total(int) (sfunc = int4pl, stype = int, initcond = '0');
comment on aggregate total(int) is 'x';
create table t (n int);
create view v as select total(n) from t;
