create view public.t as select 1 as one;
create table old.t (id int constraint tk primary key, name text, born date);
create view public.v as select id, name from old.t;
insert into old.t values (1, 'x', '2000-01-01');
