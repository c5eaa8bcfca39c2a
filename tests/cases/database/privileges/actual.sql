select pg_catalog.format('grant create on database %I to app_reader with grant option', pg_catalog.current_database()) \gexec
