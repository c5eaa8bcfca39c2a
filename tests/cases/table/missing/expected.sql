create table t (id serial primary key, name text not null default 'x', unique (name));
create index on t (lower(name));
grant select on t to app_reader;
