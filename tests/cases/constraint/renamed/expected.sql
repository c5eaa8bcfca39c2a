create table t (id int constraint t_pk primary key, p_id int constraint t_fk references p, n int constraint t_ck check (n > 0), u int constraint t_uq unique);
