select pg_catalog.format('grant all on database %I to "Odd Role"', pg_catalog.current_database()) \gexec
select pg_catalog.format('revoke create on database %I from postgres', pg_catalog.current_database()) \gexec
select pg_catalog.format('comment on database %I is ''y''', pg_catalog.current_database()) \gexec
