-- s01 let table public.m_a go of what it no longer uses
--     lock ACCESS EXCLUSIVE on public.m, public.m_a; way back exact; hazards detach-partition
--     undo: alter table public.m attach partition public.m_a FOR VALUES FROM ('2025-01-01') TO ('2025-06-01');
alter table public.m detach partition public.m_a;

-- s02 alter table public.m_a
--     lock ACCESS EXCLUSIVE on public.m_a, public.m; scans; way back exact; hazards attach-partition
--     undo: alter table public.m detach partition public.m_a;
alter table public.m attach partition public.m_a FOR VALUES FROM ('2025-01-01') TO ('2025-09-01');
