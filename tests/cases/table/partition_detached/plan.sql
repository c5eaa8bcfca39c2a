-- s01 alter table public.t_2025
--     lock ACCESS EXCLUSIVE on public.t_2025, public.t; scans; way back exact; hazards attach-partition
--     undo: alter table public.t detach partition public.t_2025;
alter table public.t attach partition public.t_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
