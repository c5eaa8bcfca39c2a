create schema app;
create function app.f(a int) returns int language sql immutable as 'select a';
create function public.f(a text) returns int language sql immutable as 'select 1';
create table t (id int primary key, a int default app.f(1), b int default public.f('x'));
create view v as select app.f(id) as a, public.f('y'::text) as b from t;
insert into t values (1);
