create type order_state as enum ('new', 'paid', 'sent');
create table customers (id bigint generated always as identity primary key, email text not null unique, name varchar(200));
create table orders (id bigserial primary key, customer_id bigint not null references customers on delete restrict,
    state order_state not null default 'new', total numeric(14,2) not null default 0, placed timestamptz not null default now(),
    constraint total_positive check (total >= 0));
create index orders_open on orders (customer_id, placed desc) where state = 'new'::order_state;
create view open_orders as select o.id, o.total, c.email from orders o join customers c on c.id = o.customer_id where o.state = 'new'::order_state;
create view totals as select email, sum(total) as total from open_orders group by email;
grant select on open_orders, totals to app_reader;
create function on_state() returns trigger language plpgsql as 'begin return new; end';
create trigger state after update of state on orders for each row when (old.state is distinct from new.state) execute function on_state();
alter table orders enable row level security;
create policy mine on orders for select to app_reader using (state <> 'sent'::order_state);
insert into customers (email) values ('a'), ('b');
insert into orders (customer_id, total) values (1, 5), (2, 6);
