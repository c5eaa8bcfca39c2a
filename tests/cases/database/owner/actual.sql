select pg_catalog.format('alter database %I owner to app_reader', pg_catalog.current_database()) \gexec
