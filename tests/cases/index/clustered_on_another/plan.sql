-- s01 let index public.t.t_a go of what it no longer uses
--     lock SHARE UPDATE EXCLUSIVE on public.t; way back exact; hazards table-option
--     undo: alter table public.t cluster on t_a;
alter table public.t set without cluster;

-- s02 alter constraint public.t.t_pkey
--     lock SHARE UPDATE EXCLUSIVE on public.t; way back exact; hazards table-option
--     undo: alter table public.t set without cluster;
alter table public.t cluster on t_pkey;
