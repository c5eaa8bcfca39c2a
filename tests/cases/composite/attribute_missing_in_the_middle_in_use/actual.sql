create type pair as (a int, b text);
create table t (id int primary key, p pair);
create table child (q pair) inherits (t);
insert into t values (1, (1, 'x'));
insert into child values (2, (1, 'x'), null);
