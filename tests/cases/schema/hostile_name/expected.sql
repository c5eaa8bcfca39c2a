create schema "Select";
create schema "a ""quoted"" schéma
with a line";
create table "a ""quoted"" schéma
with a line"."таблица" (id int primary key);
