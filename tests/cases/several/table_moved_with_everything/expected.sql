create table app.orders (id serial primary key, user_id int not null references users, s status default 'new', label varchar(20) check (length(label) > 1), unique (label));
create index orders_lower on app.orders (lower(label)) where s = 'new';
create table lines (id serial primary key, order_id int references app.orders on delete cascade);
create view open_orders as select o.id, u.name from app.orders o join users u on u.id = o.user_id where o.s = 'new';
create materialized view order_count as select count(*) from app.orders;
create trigger touch before update on app.orders for each row execute function touch();
alter table app.orders enable row level security;
create policy mine on app.orders using (label <> 'secret');
grant select on app.orders to app_reader;
