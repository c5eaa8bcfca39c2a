alter table t cluster on t_a;
