select pg_catalog.format('alter database %I set app.tenant to ''blue''', pg_catalog.current_database()) \gexec
select pg_catalog.format('alter database %I set App.Mode to ''''', pg_catalog.current_database()) \gexec
