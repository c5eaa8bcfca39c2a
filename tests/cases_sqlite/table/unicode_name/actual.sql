create table "Straße" ("größe" int);
insert into "Straße" values (1);
