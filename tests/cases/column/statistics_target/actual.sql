alter table t alter a set statistics 10;
alter table t alter id set statistics 20;
