create materialized view m as select id from t;
create index m_id on m (id);
