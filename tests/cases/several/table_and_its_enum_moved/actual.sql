create type status as enum ('new', 'done');
create table orders (id serial primary key, s status not null default 'new', h status[]);
create index on orders (s) where s = 'new';
insert into orders (s) values ('done');
