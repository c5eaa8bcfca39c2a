create function f(int) returns bigint language sql immutable as 'select $1::bigint';
create index i on t (f(a));
