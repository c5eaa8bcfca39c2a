create schema app;
create type mood as enum ('sad');
create function f() returns int language sql as 'select 1';
create sequence s;
