select $$create access method other type table handler heap_tableam_handler$$ where not exists (select from pg_am where amname = 'other') \gexec
create table t (id int primary key, a int, txt text);
insert into t select i, i, repeat('x', i) from generate_series(1, 20) i;
create materialized view m as select id from t;
