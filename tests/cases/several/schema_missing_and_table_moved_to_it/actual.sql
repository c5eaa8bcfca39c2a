create table orders (id int primary key, label text);
insert into orders values (1, 'x');
