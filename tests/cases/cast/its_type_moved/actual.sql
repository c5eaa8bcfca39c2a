create type pair as (a int, b int);
create cast (pair as json) with inout as assignment;
comment on cast (pair as json) is 'as text';
