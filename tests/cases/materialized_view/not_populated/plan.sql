-- s01 alter materialized view public.m
--     lock ACCESS EXCLUSIVE on public.m; rewrites; scans; way back exact; hazards refresh
--     undo: refresh materialized view public.m with no data;
refresh materialized view public.m with data;
