create function f(int) returns bigint language sql as 'select $1::bigint';
create view v as select f(a) as f from t;
