create schema "App";
create table "App"."Ta""ble" ("Co lumn" int primary key, "sel'ect" text default 'x', "new
line" int, "日本" int, "User" int unique);
create table "user" ("order" int, "table" int references "App"."Ta""ble" ("Co lumn"));
create table "a23456789012345678901234567890123456789012345678901234567890123" (id int);
create table "%s {} \ $1" (id int default 5);
