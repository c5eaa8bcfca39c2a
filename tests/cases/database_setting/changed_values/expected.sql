select pg_catalog.format('alter database %I set work_mem to ''64MB''', pg_catalog.current_database()) \gexec
select pg_catalog.format('alter database %I set timezone to ''Europe/Berlin''', pg_catalog.current_database()) \gexec
select pg_catalog.format('alter database %I set enable_seqscan to off', pg_catalog.current_database()) \gexec
select pg_catalog.format('alter database %I set datestyle to ''ISO, DMY''', pg_catalog.current_database()) \gexec
