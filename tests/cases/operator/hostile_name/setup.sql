create schema "Op ""s x";
create type "Op ""s x"."Ty,pe (x)" as (a int);
create function "Op ""s x"."F n"(a "Op ""s x"."Ty,pe (x)", b "Op ""s x"."Ty,pe (x)") returns boolean language sql immutable
    as 'select ($1).a = ($2).a';
