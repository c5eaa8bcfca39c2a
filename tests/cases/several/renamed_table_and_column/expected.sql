create table customers (id serial primary key, full_name text not null, email text unique, since date, city text, zip varchar(10), phone text);
create table orders (id int primary key, customer_id int references customers);
