create materialized view m as select id, a from t;
create unique index m_id on m (id);
create view v as select id from m;
grant select on m to app_reader;
