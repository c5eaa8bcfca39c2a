alter index t_u set (fillfactor = 60, deduplicate_items = off);
alter index r_excl set (fillfactor = 50);
