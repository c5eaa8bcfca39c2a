create schema "S ""s"" 'x'";
create table "S ""s"" 'x'"."T.t ""t"" 'x'" (id serial);
create table "select" (id int);
create type "T ""t""" as enum ('a');
create function "F ""f"" 'x'"(a int, b "T ""t""") returns int language sql as 'select 1';
