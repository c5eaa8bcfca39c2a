create schema app;
create function public.f(a int) returns int language sql immutable as 'select a';
create function public.f(a text) returns int language sql immutable as 'select 1';
create table t (id int primary key, a int default public.f(1), b int default public.f('x'));
create view v as select public.f(id) as a, public.f('y'::text) as b from t;
insert into t values (1);
