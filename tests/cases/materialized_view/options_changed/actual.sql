alter materialized view m set (autovacuum_enabled = false);
