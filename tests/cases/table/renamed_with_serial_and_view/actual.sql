create table customer (id serial primary key, name text, email text, since date);
create view v as select id, name from customer;
create index on customer (name);
insert into customer (name) values ('a');
