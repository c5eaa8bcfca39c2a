create materialized view m as select id, a from t;
create unique index m_id on m (id);
grant select on m to app_reader;
create materialized view n as select count(*) as c from m with no data;
