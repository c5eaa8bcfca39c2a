alter table t add constraint own not null a no inherit;
alter table t alter constraint t_b_not_null no inherit;
