select pg_catalog.format('alter database %I owner to app_writer', pg_catalog.current_database()) \gexec
