create schema billing;
create type billing.state as enum ('open', 'paid');
create sequence billing.numbers;
create table billing.invoices (id int primary key, state billing.state default 'open', number int default nextval('billing.numbers'));
create function billing.open_count() returns bigint language sql as 'select count(*) from billing.invoices';
create view billing.open_invoices as select id from billing.invoices where state = 'open'::billing.state;
create table users (id int primary key, invoice int references billing.invoices);
insert into billing.invoices (id) values (1); insert into users values (1, 1);
