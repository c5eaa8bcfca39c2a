create schema app;
create sequence s;
create table t (id serial);
create type mood as enum ('sad');
create type pair as (a int);
create domain short as varchar(5);
create function f(a int, b mood) returns int language sql as 'select 1';
create function g() returns int language sql as 'select 1';
create procedure p() language sql as 'select 1';
