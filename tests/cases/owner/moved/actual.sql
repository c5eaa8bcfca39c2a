create type one.mood as enum ('sad');
alter type one.mood owner to app_writer;
create function one.f(a int) returns int language sql as 'select 1';
alter function one.f(int) owner to app_writer;
create table one.t (id serial, m one.mood, n int);
insert into one.t default values;
create table former (id serial, first int, second int, third int);
alter table former owner to app_writer;
alter sequence former_id_seq rename to renamed_id_seq;
