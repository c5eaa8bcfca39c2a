create function add(a int, b int) returns int language sql immutable as 'select a + b';
create function sub(a int, b int) returns int language sql immutable as 'select a - b';
create function half(a int) returns int language sql immutable as 'select a / 2';
create schema app;
