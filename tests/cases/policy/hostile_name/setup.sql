create table "T t" ("A" text);
