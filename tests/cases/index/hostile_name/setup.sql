create table "T t" ("A" int, "b""c" text);
