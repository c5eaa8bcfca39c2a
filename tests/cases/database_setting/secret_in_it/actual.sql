select pg_catalog.format('alter database %I set app.jwt_secret to ''trout''', pg_catalog.current_database()) \gexec
select pg_catalog.format('alter database %I set app.level to ''2''', pg_catalog.current_database()) \gexec
