select pg_catalog.format('alter database %I owner to "Odd Role"', pg_catalog.current_database()) \gexec
select pg_catalog.format('revoke all on database %I from public', pg_catalog.current_database()) \gexec
select pg_catalog.format('grant connect on database %I to "Odd Role", app_reader', pg_catalog.current_database()) \gexec
select pg_catalog.format('comment on database %I is ''x''', pg_catalog.current_database()) \gexec
