create view v as select id from t;
create view w as select id from v;
grant select on v to app_reader;
