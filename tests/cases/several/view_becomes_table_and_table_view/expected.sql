create table base (id int primary key, n int);
create table a (id int, n int);
create view b as select id, n from base;
insert into base values (1, 1);
