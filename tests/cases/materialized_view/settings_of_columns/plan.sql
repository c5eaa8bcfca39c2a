-- s01 alter materialized view public.m
--     lock ACCESS EXCLUSIVE on public.m; way back exact; hazards table-option, table-setting
--     undo: alter materialized view public.m alter column id reset (n_distinct);
--     undo: alter materialized view public.m alter column a set statistics -1;
--     undo: alter materialized view public.m alter column id set (n_distinct_inherited = '3');
--     undo: alter materialized view public.m alter column id set statistics 5;
--     undo: alter materialized view public.m alter column txt set storage main;
alter materialized view public.m alter column id reset (n_distinct_inherited);
alter materialized view public.m alter column id set statistics -1;
alter materialized view public.m alter column id set (n_distinct = '7');
alter materialized view public.m alter column a set statistics 77;
alter materialized view public.m alter column txt set storage external;
