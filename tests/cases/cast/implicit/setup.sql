create type pair as (a int, b int);
create function pair_as_text(p pair) returns text language sql immutable as 'select $1.a || '':'' || $1.b';
create function pair_in_words(p pair) returns text language sql immutable as 'select $1.a || '' and '' || $1.b';
create table t (p pair);
insert into t values (row(1, 2)), (row(3, 4));
