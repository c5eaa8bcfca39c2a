alter table t cluster on i;
