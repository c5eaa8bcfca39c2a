create table t (id int primary key, a int, txt text);
insert into t select i, i, repeat('x', i) from generate_series(1, 20) i;
create materialized view m as select id, a, txt from t;
create index m_id on m (id);
create index m_a on m (a);
