create type pair as (a int, b text, "Odd one" date);
comment on type pair is 'two and one';
create function of(p pair) returns pair language sql as 'select p';
