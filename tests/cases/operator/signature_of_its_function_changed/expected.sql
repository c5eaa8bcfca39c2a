create function plus(a bigint, b bigint) returns bigint language sql immutable as 'select $1 + $2';
create operator #+ (function = plus, leftarg = bigint, rightarg = bigint);
