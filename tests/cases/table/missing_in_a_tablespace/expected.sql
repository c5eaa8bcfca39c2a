create table t (id int constraint t_pkey primary key using index tablespace dt_fast, a int constraint t_a_key unique with (fillfactor = 60) using index tablespace dt_fast) with (fillfactor = 50) tablespace dt_fast;
create index t_i on t (a, id) tablespace dt_fast where a > 1;
create materialized view m with (fillfactor = 40) tablespace dt_fast as select id from t;
