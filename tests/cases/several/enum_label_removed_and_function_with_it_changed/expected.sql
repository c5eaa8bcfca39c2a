create type kind as enum ('a', 'b');
create table t (id int primary key, k kind default 'a', n bigint);
create function pick(k kind, n bigint) returns kind[] language sql as 'select array[k]';
create view v as select id, pick(k, n) as p from t;
insert into t values (1, 'a', 2);
