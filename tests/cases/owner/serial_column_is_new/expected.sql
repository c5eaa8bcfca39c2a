alter table t add column id serial;
alter table u add column id serial;
alter table u owner to app_writer;
