create type pair as (a int, b int);
create function as_words(p pair, size int, asked boolean) returns varchar language sql immutable as 'select left($1.a::text, $2)';
create function as_words(p pair) returns varchar language sql immutable as 'select $1.a::text';
