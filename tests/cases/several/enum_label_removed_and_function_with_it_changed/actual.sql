create type kind as enum ('a', 'c', 'b');
create table t (id int primary key, k kind default 'b', n int);
create function pick(k kind, n int) returns kind language sql as 'select k';
create view v as select id, pick(k, n) as p from t;
insert into t values (1, 'a', 2);
