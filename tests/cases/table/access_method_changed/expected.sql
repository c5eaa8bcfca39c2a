alter table t set access method other;
alter materialized view m set access method other;
