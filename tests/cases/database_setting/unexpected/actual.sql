select pg_catalog.format('alter database %I set statement_timeout to ''90s''', pg_catalog.current_database()) \gexec
select pg_catalog.format('alter database %I set default_transaction_isolation to ''serializable''', pg_catalog.current_database()) \gexec
