create function f(a int) returns bool language sql stable as 'select a > 1';
create policy p on t using (f(id));
create function g() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger tr before insert on t for each row when (f(new.id)) execute function g();
