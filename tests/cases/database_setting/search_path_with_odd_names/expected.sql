select pg_catalog.format('alter database %I set search_path to "$user", "Odd, Schema", "a ""b""", public', pg_catalog.current_database()) \gexec
