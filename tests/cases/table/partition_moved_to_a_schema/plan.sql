-- s01 move table public.t_1 to schema parts
--     lock ACCESS EXCLUSIVE on public.t_1; way back exact; hazards set-schema
--     carries constraint t_1_pkey, index t_1_n_idx
--     undo: alter table parts.t_1 set schema public;
alter table public.t_1 set schema parts;
