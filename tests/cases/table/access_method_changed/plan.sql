-- s01 alter table public.t
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back exact; hazards set-access-method
--     undo: alter table public.t set access method heap;
alter table public.t set access method other;

-- s02 alter materialized view public.m
--     lock ACCESS EXCLUSIVE on public.m; rewrites; scans; way back exact; hazards set-access-method
--     undo: alter materialized view public.m set access method heap;
alter materialized view public.m set access method other;
