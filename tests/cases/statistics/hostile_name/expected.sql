create table "T ""t" ("A ""a" int, "select" int);
create statistics "Déjà ""vu""" on "A ""a", "select" from "T ""t";
