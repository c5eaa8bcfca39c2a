create function f(int) returns int language sql immutable as 'select $1';
create view v as select f(id) as f from t;
