create table customers (id serial primary key, name text, email text, since date);
create view v as select id, name from customers;
create index on customers (name);
