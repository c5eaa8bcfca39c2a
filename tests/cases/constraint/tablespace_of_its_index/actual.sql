alter index r_excl set tablespace dt_fast;
