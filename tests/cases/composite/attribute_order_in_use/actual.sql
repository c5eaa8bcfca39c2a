create type pair as (b text, a int);
create table t (id int primary key, p pair);
insert into t values (1, ('x', 1));
