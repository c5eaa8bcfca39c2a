-- s01 let table public.t_a go of what it no longer uses
--     lock ACCESS EXCLUSIVE on public.t, public.t_a; way back exact; hazards detach-partition
--     undo: alter table public.t attach partition public.t_a FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
alter table public.t detach partition public.t_a;

-- s02 let table public.t_b go of what it no longer uses
--     lock ACCESS EXCLUSIVE on public.t, public.t_b; way back exact; hazards detach-partition
--     undo: alter table public.t attach partition public.t_b FOR VALUES FROM ('2025-01-01') TO ('2027-01-01');
alter table public.t detach partition public.t_b;

-- s03 alter table public.t_a
--     lock ACCESS EXCLUSIVE on public.t_a, public.t; scans; way back exact; hazards attach-partition
--     undo: alter table public.t detach partition public.t_a;
alter table public.t attach partition public.t_a FOR VALUES FROM ('2024-01-01') TO ('2026-01-01');

-- s04 alter table public.t_b
--     lock ACCESS EXCLUSIVE on public.t_b, public.t; scans; way back exact; hazards attach-partition
--     undo: alter table public.t detach partition public.t_b;
alter table public.t attach partition public.t_b FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
