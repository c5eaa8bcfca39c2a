create table public.u (id int);
insert into u values (1);
