create table public.t (id int constraint tk primary key, name text, born date);
create view public.v as select id, name from public.t;
insert into public.t values (1, 'x', '2000-01-01');
