create table "T ""t" ("A ""a" int primary key);
create publication "Déjà ""vu""" for table "T ""t";
