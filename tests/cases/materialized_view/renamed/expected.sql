create materialized view totals as select id, count(*) as n from t group by id;
