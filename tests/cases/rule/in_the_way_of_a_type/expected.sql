create table a (id bigint);
create table b (id bigint);
create rule copied as on insert to b do also insert into a values (new.id);
create view v as select id from a;
create rule written as on insert to v do instead insert into a values (new.id);
