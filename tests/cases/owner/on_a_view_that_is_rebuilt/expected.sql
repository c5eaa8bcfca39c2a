alter table t alter a type bigint;
create view v as select a from t;
alter view v owner to app_reader;
create materialized view m as select a from t;
alter materialized view m owner to app_writer;
