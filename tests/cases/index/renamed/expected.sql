create index t_b_index on t (lower(b), a);
