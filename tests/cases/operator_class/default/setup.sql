create type pair as (a int, b int);
create function compared(x pair, y pair) returns int language sql immutable as 'select 0';
