alter aggregate app.product(int) owner to app_writer;
revoke execute on function app.product(int) from public;
grant execute on function app.product(int) to app_reader;
comment on aggregate app.product(int) is 'multiplies';
