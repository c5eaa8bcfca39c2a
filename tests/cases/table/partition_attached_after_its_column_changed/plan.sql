-- s01 alter column public.m_a.id
--     lock ACCESS EXCLUSIVE on public.m_a; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.m_a alter column id type integer using id::integer;
alter table public.m_a alter column id type bigint using id::bigint;

-- s02 alter table public.m_a
--     lock ACCESS EXCLUSIVE on public.m_a, public.m; scans; way back exact; hazards attach-partition
--     undo: alter table public.m detach partition public.m_a;
alter table public.m attach partition public.m_a FOR VALUES FROM ('2025-01-01') TO ('2025-06-01');
