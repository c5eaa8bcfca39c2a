create aggregate app.total(int) (sfunc = int4pl, stype = int);
alter aggregate app.total(int) owner to app_writer;
grant execute on function app.total(int) to app_reader;
revoke execute on function app.total(int) from public;
comment on aggregate app.total(int) is 'adds';
