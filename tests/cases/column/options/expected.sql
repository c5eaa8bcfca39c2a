alter table t alter txt set (n_distinct = 100), alter a set (n_distinct = -0.5, n_distinct_inherited = 7);
