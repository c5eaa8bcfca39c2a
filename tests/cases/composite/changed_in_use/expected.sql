create type address as (street text, city text, zip text);
create table t (id int primary key, a address, old address[]);
create view v as select id, (a).city as city from t;
create function city(a address) returns text language sql as 'select (a).city';
comment on type address is 'where';
insert into t values (1, ('s', 'c', '1'), array[('x', 'y', '2')::address]), (2, null, '{}'), (3, (null, null, null), null);
