alter table t alter a set (n_distinct_inherited = 8);
alter table t alter id set (n_distinct = 5);
