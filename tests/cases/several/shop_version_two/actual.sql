create type order_state as enum ('new', 'void', 'paid', 'sent');
create table customers (id serial primary key, email text not null, name varchar(100));
create table orders (id serial primary key, customer_id int not null references customers,
    state order_state default 'new', total numeric(10,2) not null, placed timestamptz not null default now());
create index orders_open on orders (customer_id) where state = 'new'::order_state;
create view open_orders as select o.id, o.total, c.email from orders o join customers c on c.id = o.customer_id where o.state = 'new'::order_state;
create view totals as select email, sum(total) as total from open_orders group by email;
grant select on open_orders, totals to app_reader;
create function on_state() returns trigger language plpgsql as 'begin return new; end';
create trigger state after update of state on orders for each row when (old.state is distinct from new.state) execute function on_state();
alter table orders enable row level security;
create policy mine on orders for select to app_reader using (state <> 'sent'::order_state);
insert into customers (email) values ('a'), ('b');
insert into orders (customer_id, total) values (1, 5), (2, 6);
