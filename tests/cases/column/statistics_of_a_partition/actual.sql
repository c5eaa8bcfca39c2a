alter table p_1 alter txt set statistics 70;
alter table only p alter id set statistics 20;
