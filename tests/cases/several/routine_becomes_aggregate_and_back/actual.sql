create function total(a int) returns int language sql as 'select a';
create aggregate once(int) (sfunc = int4pl, stype = int, initcond = '0');
create table t (a int);
create view v as select once(a) as x, total(3) as y from t;
insert into t values (1);
