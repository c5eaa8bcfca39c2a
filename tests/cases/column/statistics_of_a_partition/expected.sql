alter table p alter txt set statistics 50;
