create table a (id int);
create table b (id int);
create rule copied as on insert to b do also insert into a values (new.id);
create view v as select id from a;
create rule written as on insert to v do instead insert into a values (new.id);
