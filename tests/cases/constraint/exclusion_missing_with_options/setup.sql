set allow_in_place_tablespaces = on;
select $$create tablespace dt_fast location ''$$ where not exists (select from pg_tablespace where spcname = 'dt_fast') \gexec
