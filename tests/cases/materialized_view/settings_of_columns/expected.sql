alter materialized view m alter column txt set storage external, alter column a set statistics 77, alter column id set (n_distinct = 7);
