select pg_catalog.format('alter database %I set search_path to app, "$user", public', pg_catalog.current_database()) \gexec
