create table "Straße" ("größe" int, "名前" text);
insert into "Straße" values (1, 'x');
