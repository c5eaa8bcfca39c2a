create type two.mood as enum ('sad');
alter type two.mood owner to app_writer;
create function two.f(a int) returns int language sql as 'select 1';
alter function two.f(int) owner to app_writer;
create table two.t (id serial, m two.mood, n int);
alter table two.t owner to app_writer;
create table renamed (id serial, first int, second int, third int);
alter table renamed owner to app_writer;
