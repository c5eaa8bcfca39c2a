create type app.pair as (a int, b int);
create cast (app.pair as json) with inout as assignment;
comment on cast (app.pair as json) is 'as text';
