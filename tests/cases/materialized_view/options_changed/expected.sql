alter materialized view m set (fillfactor = 60);
