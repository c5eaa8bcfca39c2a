alter index t_b set tablespace dt_fast;
