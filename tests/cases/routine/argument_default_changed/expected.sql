create function f(a int, b int default 2) returns int language sql as 'select a';
