create view v as select id from t;
alter table t drop column b;
