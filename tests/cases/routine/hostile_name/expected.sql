create function "F ""f""" ("a b" int, "select" text default 'x''y') returns int language sql as $$ select 1 -- '"
$$;
create function "f(x)" (int) returns int language sql as 'select 1';
create procedure "call" () language sql as 'select 1';
