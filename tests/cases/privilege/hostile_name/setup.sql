create table "T ""t"" 'x'" ("A" int);
create view "select" as select 1 as x;
