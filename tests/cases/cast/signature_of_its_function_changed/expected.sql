create function pair_as_text(p pair, size int) returns text language sql immutable as 'select left($1.a::text, $2)';
create cast (pair as text) with function pair_as_text(pair, int) as assignment;
