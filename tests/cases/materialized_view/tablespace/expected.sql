alter materialized view m set tablespace dt_fast;
