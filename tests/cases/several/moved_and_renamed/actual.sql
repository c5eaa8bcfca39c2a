create table public.clients (id int constraint ck primary key, name text, email text constraint customers_email_key unique, born date);
create view app.names as select name from public.clients;
insert into public.clients values (1, 'x', 'y', '2000-01-01');
