create table "order" ("group" text);
insert into "order" values ('x');
