create table t (id int, a varchar(20), b int);
create view v as select id, a from t;
create view w as select id, a from v;
create materialized view m as select a from w;
create unique index m_a on m (a);
grant select on v to app_reader;
grant select, insert on w to app_writer with grant option;
create function f() returns trigger language plpgsql as 'begin return new; end';
create trigger tr instead of insert on w for each row execute function f();
