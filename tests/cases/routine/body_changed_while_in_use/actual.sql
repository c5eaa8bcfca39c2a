create function f(int) returns int language sql immutable as 'select $1 + 1';
create view v as select f(a) as f from t;
create index i on t (f(a));
