select pg_catalog.format('alter role app_reader in database %I set statement_timeout to ''5s''', pg_catalog.current_database()) \gexec
select pg_catalog.format('alter database %I set statement_timeout to ''1min''', pg_catalog.current_database()) \gexec
