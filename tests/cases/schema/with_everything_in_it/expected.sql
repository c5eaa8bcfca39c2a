create schema app;
create type app.mood as enum ('sad', 'happy');
create domain app.short as varchar(10) check (value <> '');
create sequence app.counter;
create function app.f(int) returns int language sql immutable as 'select $1 + 1';
create table app.t (id serial primary key, m app.mood not null default 'sad', s app.short, n int default app.f(1));
create view app.v as select id, app.f(n) as f from app.t;
create index on app.t (app.f(n));
