create or replace function f(a int) returns int language sql transform for type int as 'select 1';
