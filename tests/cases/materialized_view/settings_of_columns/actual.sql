alter materialized view m alter column txt set storage main, alter column id set (n_distinct_inherited = 3), alter column id set statistics 5;
