create table base (id int primary key, n int);
create view a as select id, n from base;
create materialized view b as select id, n from base;
insert into base values (1, 1);
