grant execute on function f() to public;
grant all on function f() to postgres;
grant usage on type mood to public;
grant all on schema app to postgres;
grant all on sequence s to postgres;
revoke all on function f() from public;
grant execute on function f() to public;
