alter aggregate app."Sum of ""all"""(int) owner to app_reader;
comment on aggregate app."Sum of ""all"""(int) is 'adds';
comment on aggregate app.product(int) is 'adds up';
grant execute on function app.product(int) to app_reader with grant option;
