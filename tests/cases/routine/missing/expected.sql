create function add(a int, b int default 2) returns int language sql immutable strict parallel safe cost 5 as 'select a + b';
create function add(a text, b text) returns text language sql as 'select a || b';
create procedure do_it(inout x int) language plpgsql as $$ begin x := x + 1; end $$;
create function rows_of(n int) returns table (a int, b text) language sql rows 5 as $$ select n, 'it''s; "x"' $$;
create function secure() returns void language plpgsql security definer set search_path = pg_catalog, pg_temp set work_mem = '1MB' as $$ begin null; end $$;
create function many(variadic xs int[], out total int, out n int) language sql as 'select 1, 2';
create function trig() returns trigger language plpgsql as $$ begin return new; end $$;
