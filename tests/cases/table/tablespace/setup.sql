set allow_in_place_tablespaces = on;
select $$create tablespace dt_fast location ''$$ where not exists (select from pg_tablespace where spcname = 'dt_fast') \gexec
create table t (id int primary key, a int, txt text);
insert into t select i, i, repeat('x', i) from generate_series(1, 20) i;
create index t_a on t (a);
