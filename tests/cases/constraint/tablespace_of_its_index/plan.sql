-- s01 alter constraint public.r.r_excl
--     lock ACCESS EXCLUSIVE on public.r_excl; rewrites; way back exact; hazards set-tablespace
--     undo: alter index public.r_excl set tablespace dt_fast;
alter index public.r_excl set tablespace pg_default;

-- s02 alter constraint public.t.t_pkey
--     lock ACCESS EXCLUSIVE on public.t_pkey; rewrites; way back exact; hazards set-tablespace
--     undo: alter index public.t_pkey set tablespace pg_default;
alter index public.t_pkey set tablespace dt_fast;
