select pg_catalog.format('alter database %I set app.tenant to ''green''', pg_catalog.current_database()) \gexec
