create table u (id int, kept text);
grant select (id) on u to app_reader;
create view v as select a from w;
grant select (a) on v to app_reader;
