create type mood as enum ('a');
create table t (id int);
create function f(mood, t) returns setof t language sql as 'select null::t';
