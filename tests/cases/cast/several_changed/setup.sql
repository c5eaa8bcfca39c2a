create type pair as (a int, b int);
create type other as (a int, b int);
create function to_other(p pair) returns other language sql immutable as 'select row($1.a, $1.b)::public.other';
create function to_pair(p other) returns pair language sql immutable as 'select row($1.a, $1.b)::public.pair';
