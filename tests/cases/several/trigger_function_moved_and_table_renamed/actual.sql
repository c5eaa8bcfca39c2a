create table persons (id int constraint pk primary key, full_name text, email text, changed timestamptz);
create function public.touch() returns trigger language plpgsql as 'begin return new; end';
create trigger touch before update on persons for each row execute function public.touch();
create policy own on persons using (id > 0);
create view names as select full_name from persons;
insert into persons values (1, 'x', 'y', null);
