create table t (a text) with (toast.autovacuum_enabled = false, fillfactor = 70);
