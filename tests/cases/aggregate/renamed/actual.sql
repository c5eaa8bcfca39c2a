create aggregate whole(int) (sfunc = int4pl, stype = int, initcond = '0');
comment on aggregate whole(int) is 'x';
create table t (n int);
create view v as select whole(n) from t;
create view same as select whole(n) as sum from t; create aggregate whole(bigint) (sfunc = int8pl, stype = bigint, initcond = '0');
