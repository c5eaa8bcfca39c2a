-- s01 let table public.t_2025 go of what it no longer uses
--     lock ACCESS EXCLUSIVE on public.t, public.t_2025; way back exact; hazards detach-partition
--     undo: alter table public.t attach partition public.t_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
alter table public.t detach partition public.t_2025;

-- s02 alter table public.t_2025
--     lock ACCESS EXCLUSIVE on public.t_2025, public.t; scans; way back exact; hazards attach-partition
--     undo: alter table public.t detach partition public.t_2025;
alter table public.t attach partition public.t_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-07-01');
