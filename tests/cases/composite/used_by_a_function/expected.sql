create type pair as (a int, b int);
create function one() returns pair language sql begin atomic select 1, 2; end;
