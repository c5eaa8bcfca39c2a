create function f(int) returns int language sql immutable as 'select $1 + 1';
create function g() returns int language plpgsql volatile security definer set search_path = '' as $$ begin return f(1); end $$;
