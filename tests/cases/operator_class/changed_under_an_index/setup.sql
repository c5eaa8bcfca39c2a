create function same(a int, b int) returns boolean language sql immutable as 'select $1 % 10 = $2 % 10';
create function same_too(a int, b int) returns boolean language sql immutable as 'select $1 % 10 is not distinct from $2 % 10';
create function unlike(a int, b int) returns boolean language sql immutable as 'select $1 % 10 <> $2 % 10';
create function below(a int, b int) returns boolean language sql immutable as 'select $1 % 10 < $2 % 10';
create function above(a int, b int) returns boolean language sql immutable as 'select $1 % 10 > $2 % 10';
create function turned(a int) returns int language sql immutable as 'select -$1';
create table t (n int);
insert into t select i from generate_series(1, 40) i;

create function ordered(a int, b int) returns int language sql immutable as 'select $1 % 10 - $2 % 10';
create function ordered_too(a int, b int) returns int language sql immutable as 'select sign($1 % 10 - $2 % 10)::int';
create function at_most(a int, b int) returns boolean language sql immutable as 'select $1 % 10 <= $2 % 10';
create function at_least(a int, b int) returns boolean language sql immutable as 'select $1 % 10 >= $2 % 10';
create operator <<< (function = below, leftarg = int, rightarg = int, commutator = >>>);
create operator <<= (function = at_most, leftarg = int, rightarg = int, commutator = >>=);
create operator === (function = same, leftarg = int, rightarg = int, commutator = ===);
create operator >>= (function = at_least, leftarg = int, rightarg = int, commutator = <<=);
create operator >>> (function = above, leftarg = int, rightarg = int, commutator = <<<);
