create schema more;
alter default privileges in schema more grant select on tables to app_reader;
create table more.t (id int);
