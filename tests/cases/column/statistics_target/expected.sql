alter table t alter txt set statistics 500, alter a set statistics 0;
