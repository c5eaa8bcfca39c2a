create aggregate whole(int) (sfunc = int4pl, stype = int, initcond = '0');
comment on aggregate whole(int) is 'x';
create table t (n int);
create view v as select whole(n) from t;
