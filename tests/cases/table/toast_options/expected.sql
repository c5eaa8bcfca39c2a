alter table t set (toast.autovacuum_enabled = false, fillfactor = 70);
