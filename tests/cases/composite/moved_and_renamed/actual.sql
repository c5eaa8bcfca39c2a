create type pair as (a int, b text);
create type triple as (a int, b text, c text);
create table t (p pair, t triple[]);
insert into t values (row(1, 'x'), null);
