alter table t add constraint later not null a not valid;
alter table t drop constraint t_b_not_null;
alter table t add constraint t_b_not_null not null b not valid;
