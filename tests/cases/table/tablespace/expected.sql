alter table t set tablespace dt_fast;
alter index t_a set tablespace dt_fast;
alter index t_pkey set tablespace dt_fast;
