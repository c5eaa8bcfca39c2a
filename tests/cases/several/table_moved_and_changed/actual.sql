create table orders (id serial primary key, label varchar(20), total numeric, placed_at timestamptz default now(), extra int);
create view v as select id, label from orders;
insert into orders (label) values ('x');
