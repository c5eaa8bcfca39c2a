-- s01 alter sequence public.t_id_seq
--     lock ACCESS EXCLUSIVE on public.t_id_seq; way back exact; hazards table-setting
--     undo: alter sequence public.t_id_seq set logged;
alter sequence public.t_id_seq set unlogged;

-- s02 alter table public.t
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back exact; hazards set-logged
--     undo: alter table public.t set logged;
alter table public.t set unlogged;
