create aggregate total(int) (sfunc = int4pl, stype = int, initcond = '0');
comment on aggregate total(int) is 'x';
create table t (n int);
create view v as select total(n) from t;
create view same as select total(n) as sum from t; create aggregate total(bigint) (sfunc = int8pl, stype = bigint, initcond = '0');
