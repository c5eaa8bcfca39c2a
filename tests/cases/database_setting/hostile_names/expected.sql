select pg_catalog.format('alter role "Odd Role" in database %I set search_path to "it''s", "$user", "Select"', pg_catalog.current_database()) \gexec
select pg_catalog.format('alter database %I set my.setting to ''it''''s \ "quoted"''', pg_catalog.current_database()) \gexec
