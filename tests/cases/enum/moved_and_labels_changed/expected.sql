create schema crm;
create type crm.state as enum ('new', 'paid', 'sent');
create type crm.colour as enum ('red', 'green', 'blue', 'grey');
create table public.orders (id bigint primary key, state crm.state not null default 'new', colour crm.colour);
insert into public.orders values (1, 'paid', 'red');
