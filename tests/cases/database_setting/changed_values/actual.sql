select pg_catalog.format('alter database %I set work_mem to ''32MB''', pg_catalog.current_database()) \gexec
select pg_catalog.format('alter database %I set timezone to ''UTC''', pg_catalog.current_database()) \gexec
select pg_catalog.format('alter database %I set enable_seqscan to on', pg_catalog.current_database()) \gexec
select pg_catalog.format('alter database %I set datestyle to ''ISO, MDY''', pg_catalog.current_database()) \gexec
