alter table t add column b text;
alter table t alter b set statistics 9, alter b set (n_distinct = 4), alter b set storage external;
