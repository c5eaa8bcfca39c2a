-- s01 alter table public.t
--     lock ACCESS EXCLUSIVE on public.t; rewrites; way back exact; hazards set-tablespace
--     undo: alter table public.t set tablespace pg_default;
alter table public.t set tablespace dt_fast;

-- s02 alter constraint public.t.t_pkey
--     lock ACCESS EXCLUSIVE on public.t_pkey; rewrites; way back exact; hazards set-tablespace
--     undo: alter index public.t_pkey set tablespace pg_default;
alter index public.t_pkey set tablespace dt_fast;

-- s03 alter index public.t.t_a
--     lock ACCESS EXCLUSIVE on public.t_a; rewrites; way back exact; hazards set-tablespace
--     undo: alter index public.t_a set tablespace pg_default;
alter index public.t_a set tablespace dt_fast;
