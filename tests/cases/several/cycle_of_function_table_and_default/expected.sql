create function f() returns int language sql as 'select 1';
create table t (id int default f(), n int);
create function newest() returns t language sql as 'select * from public.t limit 1';
create function all_of() returns setof t language sql begin atomic select id, n from public.t; end;
create view v as select * from all_of();
insert into t (n) values (1);
