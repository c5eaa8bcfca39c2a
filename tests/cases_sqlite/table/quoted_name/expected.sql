create table "or""der table" ("key" integer primary key, "a b" text);
insert into "or""der table" values (1, 'x');
