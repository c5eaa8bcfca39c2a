create schema app;
create function app.below(a int, b int) returns boolean language sql immutable as 'select $1 % 10 < $2 % 10';
create function app.ordered(a int, b int) returns int language sql immutable as 'select $1 % 10 - $2 % 10';
create operator app.<<< (function = app.below, leftarg = int, rightarg = int, commutator = operator(app.>>>));
create operator class app.tens for type int using btree as operator 1 app.<<<, function 1 app.ordered(int, int);
create index i on t (n app.tens);
