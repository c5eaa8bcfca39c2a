create type pair as (a int, b int);
create type other as (a text);
create function paired(p pair) returns other language sql immutable as 'select row($1.a::text)::public.other';
create cast (pair as other) with function paired(pair);
