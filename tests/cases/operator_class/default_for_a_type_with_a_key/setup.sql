create type pair as (a int, b int);
create function compared(x pair, y pair) returns int language sql immutable as 'select (x).a - (y).a';
create function first(x pair, y pair) returns boolean language sql immutable as 'select (x).a < (y).a';
create function equal(x pair, y pair) returns boolean language sql immutable as 'select (x).a = (y).a';
create operator <<< (function = first, leftarg = pair, rightarg = pair);
create operator === (function = equal, leftarg = pair, rightarg = pair, commutator = ===);
