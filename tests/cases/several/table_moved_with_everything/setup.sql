create schema app;
create type status as enum ('new', 'done');
create table users (id serial primary key, name text);
insert into users (name) values ('a'), ('b');
create function touch() returns trigger language plpgsql as $$ begin return new; end $$;
