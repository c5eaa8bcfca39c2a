select pg_catalog.format('alter database %I set default_transaction_read_only to on', pg_catalog.current_database()) \gexec
