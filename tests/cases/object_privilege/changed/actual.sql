grant usage on schema app to app_writer, app_reader;
grant usage on schema app to public;
grant all on sequence s to app_writer;
revoke execute on function g() from public;
grant execute on function f(int, mood) to app_reader with grant option;
revoke usage on type mood from public;
grant usage on type mood to public;
revoke all on sequence s from postgres;
