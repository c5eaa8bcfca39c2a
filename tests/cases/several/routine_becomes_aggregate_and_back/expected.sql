create aggregate total(int) (sfunc = int4pl, stype = int, initcond = '0');
create function once(a int) returns int language sql as 'select a';
create table t (a int);
create view v as select total(a) as x, once(3) as y from t;
insert into t values (1);
