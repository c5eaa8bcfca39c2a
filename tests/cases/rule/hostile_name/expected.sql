create table "T ""t" ("A ""a" int);
create rule "Déjà ""vu""" as on insert to "T ""t" do also insert into log values (new."A ""a");
