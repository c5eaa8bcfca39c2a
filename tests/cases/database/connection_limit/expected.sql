select pg_catalog.format('alter database %I connection limit 20', pg_catalog.current_database()) \gexec
