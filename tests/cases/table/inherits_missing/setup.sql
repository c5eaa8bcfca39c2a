create table a (id int, name text);
create table b (id int, name text, extra int);
insert into b values (1, 'x', 2);
