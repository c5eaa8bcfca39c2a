create type "Mood" as enum ('a''b');
create table "Or""ders" ("I d" serial primary key, "select" "Mood" default 'a''b', "x'y" text check ("x'y" <> 'public."Or""ders"'));
create table "line" ("o" int references "Or""ders");
create view "V" as select "I d" from "Or""ders";
insert into "Or""ders" ("x'y") values ('z');
