create table "P" ("I d" int primary key);
create table "T""x" ("a'b" int, "select" int);
