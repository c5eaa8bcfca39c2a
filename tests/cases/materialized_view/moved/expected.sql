create materialized view app.m as select id from t;
create index m_id on app.m (id);
