alter table t cluster on t_pkey;
