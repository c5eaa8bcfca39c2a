select pg_catalog.format('alter database %I set app.jwt_secret to ''swordfish''', pg_catalog.current_database()) \gexec
select pg_catalog.format('alter database %I set app.level to ''1''', pg_catalog.current_database()) \gexec
