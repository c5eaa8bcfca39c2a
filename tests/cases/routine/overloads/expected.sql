create function f(text) returns text language sql as 'select $1';
create function f(int, int) returns int language sql as 'select $1';
