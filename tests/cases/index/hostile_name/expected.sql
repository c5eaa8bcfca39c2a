create index "select" on "T t" ("A");
create index "i
j" on "T t" (lower("b""c"), "A") where "b""c" <> 'x''y';
create index "é'" on "T t" ("A") include ("b""c");
