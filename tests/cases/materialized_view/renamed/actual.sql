create materialized view total as select id, count(*) as n from t group by id;
