create function f(int) returns int language sql immutable as 'select $1 + 2';
create function g() returns int language plpgsql stable as $$ begin return f(1); end $$;
