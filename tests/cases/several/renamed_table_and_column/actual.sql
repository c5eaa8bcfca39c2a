create table customer (id serial primary key, fullname text not null, email text unique, since date, city text, zip varchar(10), phone text);
create table orders (id int primary key, customer_id int references customer);
insert into customer (fullname) values ('a');
insert into orders values (1, 1);
