create table a (id int not null default 1, name text check (name <> ''));
create table b (extra int) inherits (a);
create table c () inherits (b);
