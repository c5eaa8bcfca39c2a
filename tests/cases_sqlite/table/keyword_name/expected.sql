create table "order" ("group" text, "select" int);
insert into "order" values ('x', 1);
