alter index t_pkey set (fillfactor = 80);
alter index t_u reset (fillfactor);
