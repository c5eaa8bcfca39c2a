create type state as enum ('open', 'paid');
create sequence numbers;
create table invoices (id int primary key, state state default 'open', number int default nextval('numbers'));
create function open_count() returns bigint language sql as 'select count(*) from invoices';
create view open_invoices as select id from invoices where state = 'open'::state;
create table users (id int primary key, invoice int references invoices);
insert into invoices (id) values (1); insert into users values (1, 1);
