alter table t add column n int default 5;
