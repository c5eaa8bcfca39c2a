create table app.customers (id int constraint ck primary key, name text, email text unique, born date);
create view app.names as select name from app.customers;
insert into app.customers values (1, 'x', 'y', '2000-01-01');
