create table app.orders (id serial primary key, label varchar(40) not null, total numeric, placed_at timestamptz default now());
create index orders_label on app.orders (label);
create view v as select id, label from app.orders;
