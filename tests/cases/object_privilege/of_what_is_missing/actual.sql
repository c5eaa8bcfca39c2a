create schema gone;
create function gone.f() returns int language sql as 'select 1';
revoke execute on function gone.f() from public;
