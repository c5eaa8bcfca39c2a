create table customer (id int primary key, name text, email text, since date);
insert into customer values (1, 'a', 'b', '2025-01-01');
