create function to_sql(internal) returns int language internal immutable strict as 'int4recv';
create transform for int language sql (from sql with function pg_catalog.time_support(internal), to sql with function to_sql(internal));
create function f(a int) returns int language sql as 'select 1';
