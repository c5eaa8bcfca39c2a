create schema crm;
create type public.state as enum ('new', 'paid');
create type public.colour as enum ('rot', 'green', 'blue', 'grey');
create table public.orders (id bigint primary key, state public.state not null default 'new', colour public.colour);
insert into public.orders values (1, 'paid', 'rot');
