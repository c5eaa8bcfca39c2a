create type "A ""pp"""."Mood" as enum ('a''b');
create table "A ""pp"""."Or""ders" ("I d" serial primary key, "select" "A ""pp"""."Mood" default 'a''b', "x'y" text check ("x'y" <> 'public."Or""ders"'));
create table "line" ("o" int references "A ""pp"""."Or""ders");
create view "V" as select "I d" from "A ""pp"""."Or""ders";
