create materialized view v as select id from t;
create index on v (id);
