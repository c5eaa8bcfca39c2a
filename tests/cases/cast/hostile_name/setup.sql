create type "Pa""ir (x)" as (a int, "B" int);
create function "To ""text"(p "Pa""ir (x)") returns text language sql immutable as 'select $1.a::text';
