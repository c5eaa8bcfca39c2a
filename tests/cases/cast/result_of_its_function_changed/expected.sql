create function pair_as_text(p pair) returns text language sql immutable as 'select $1.a::text';
create cast (pair as text) with function pair_as_text(pair) as assignment;
