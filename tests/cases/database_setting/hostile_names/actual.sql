select pg_catalog.format('alter role "Odd Role" in database %I set search_path to "its"', pg_catalog.current_database()) \gexec
