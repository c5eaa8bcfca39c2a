create table a (id int, name text);
create table b (extra int) inherits (a);
insert into b values (1, 'x', 2);
