select pg_catalog.format('revoke connect, temporary on database %I from public', pg_catalog.current_database()) \gexec
select pg_catalog.format('grant connect on database %I to app_reader, app_writer with grant option', pg_catalog.current_database()) \gexec
select pg_catalog.format('grant create, temporary on database %I to app_writer', pg_catalog.current_database()) \gexec
