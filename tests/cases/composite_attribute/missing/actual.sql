create type pair as (a int);
create table t (p pair);
insert into t values (row(1));
