create function plus(a int, b int) returns int language sql immutable as 'select $1 + $2';
create operator #+ (function = plus, leftarg = int, rightarg = int);
