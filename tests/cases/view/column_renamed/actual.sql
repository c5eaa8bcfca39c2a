create view v as select id, a as title from t;
create view w as select id from v;
grant select on w to app_reader;
