create function f(bigint) returns bigint language sql as 'select $1';
