create function plus(a int, b int) returns bigint language sql immutable as 'select $1::bigint + $2';
create operator #+ (function = plus, leftarg = int, rightarg = int);
create view v as select (n #+ 1)::text as more from t;
