-- s01 alter index public.t.t_a
--     lock ACCESS EXCLUSIVE on public.t_a; rewrites; way back exact; hazards set-tablespace
--     undo: alter index public.t_a set tablespace pg_default;
alter index public.t_a set tablespace dt_fast;

-- s02 alter index public.t.t_b
--     lock ACCESS EXCLUSIVE on public.t_b; rewrites; way back exact; hazards set-tablespace
--     undo: alter index public.t_b set tablespace dt_fast;
alter index public.t_b set tablespace pg_default;
