create type app.status as enum ('new', 'done');
create table app.orders (id serial primary key, s app.status not null default 'new', h app.status[]);
create index on app.orders (s) where s = 'new';
