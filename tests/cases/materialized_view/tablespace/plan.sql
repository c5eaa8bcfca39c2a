-- s01 alter materialized view public.m
--     lock ACCESS EXCLUSIVE on public.m; rewrites; way back exact; hazards set-tablespace
--     undo: alter materialized view public.m set tablespace pg_default;
alter materialized view public.m set tablespace dt_fast;
