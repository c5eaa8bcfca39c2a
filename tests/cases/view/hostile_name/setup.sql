create table "T" ("a""b" int, "C" text);
