create schema app;
create type app.pair as (a int, b text);
create type app."Other Pair" as (x int, y text);
create table app.plain (a int not null default 5, b text);
create table app.was_typed of app.pair (a with options default 7);
create table app.other of app."Other Pair";
insert into app.plain values (1, 'x');
insert into app.was_typed values (2, 'y');
insert into app.other values (3, 'z');
