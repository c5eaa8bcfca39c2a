alter table t cluster on j;
