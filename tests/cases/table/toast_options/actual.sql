alter table t set (toast.vacuum_index_cleanup = auto);
