create table "T" (id int);
insert into "T" values (1);
