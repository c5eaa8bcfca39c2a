create schema "S ""s"" 'x'";
create sequence "S ""s"" 'x'"."Q.q ""q""";
create type "T ""t""" as enum ('a');
create function "F ""f"" 'x'"(a int, b "T ""t""") returns int language sql as 'select 1';
