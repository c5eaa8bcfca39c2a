alter index t_a set tablespace dt_fast;
