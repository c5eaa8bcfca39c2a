-- s01 let table public.p go of what it no longer uses
--     lock ACCESS EXCLUSIVE on public.one, public.p; way back exact; hazards detach-partition
--     undo: alter table public.one attach partition public.p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
alter table public.one detach partition public.p;

-- s02 alter table public.p
--     lock ACCESS EXCLUSIVE on public.p, public.two; scans; way back exact; hazards attach-partition
--     undo: alter table public.two detach partition public.p;
alter table public.two attach partition public.p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
