create function app.add(bigint, int) returns bigint language sql immutable as 'select $1 + $2';
create aggregate app.total(int) (sfunc = app.add, stype = bigint);
alter aggregate app.total(int) owner to app_reader;
comment on aggregate app.total(int) is 'adds';
