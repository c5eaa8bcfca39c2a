create table a (id int);
create table b (n int) inherits (a);
insert into b values (1, 2);
