alter index t_pkey set tablespace dt_fast;
