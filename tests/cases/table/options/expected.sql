create table t (id int) with (fillfactor = 70, autovacuum_enabled = false, toast.autovacuum_enabled = false);
