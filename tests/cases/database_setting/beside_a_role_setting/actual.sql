select pg_catalog.format('alter database %I set statement_timeout to ''2min''', pg_catalog.current_database()) \gexec
