create function pair_as_text(p pair) returns varchar language sql immutable as 'select $1.a::text';
create cast (pair as varchar) with function pair_as_text(pair) as assignment;
comment on cast (pair as varchar) is 'short';
