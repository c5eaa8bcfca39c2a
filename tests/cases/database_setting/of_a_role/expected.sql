select pg_catalog.format('alter role app_reader in database %I set search_path to app', pg_catalog.current_database()) \gexec
select pg_catalog.format('alter role app_writer in database %I set lock_timeout to ''5s''', pg_catalog.current_database()) \gexec
