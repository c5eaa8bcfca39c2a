create table whole (a int, b int);
grant select (a) on whole to app_reader;
alter table t add column b int;
grant select (b) on t to app_reader;
create table u (ident int, kept text);
grant select (ident) on u to app_reader;
alter table w alter a type bigint;
create view v as select a from w;
grant select (a) on v to app_reader;
