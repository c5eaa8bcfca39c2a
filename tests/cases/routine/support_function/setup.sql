create function f(a int, b int) returns setof int language plpgsql as 'begin return; end';
create function g(int) returns int language internal strict immutable support pg_catalog.generate_series_int4_support as 'int4abs';
