create table "t" ("id" integer primary key, [a] text, `b` int check ("b" > 0));
create index "i" on "t" ("a");
