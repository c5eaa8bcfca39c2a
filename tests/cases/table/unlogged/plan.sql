-- s01 alter table public.t
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back exact; hazards set-logged
--     undo: alter table public.t set logged;
alter table public.t set unlogged;
