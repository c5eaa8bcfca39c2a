-- s01 let table public.m_other go of what it no longer uses
--     lock ACCESS EXCLUSIVE on public.m, public.m_other; way back exact; hazards detach-partition
--     undo: alter table public.m attach partition public.m_other DEFAULT;
alter table public.m detach partition public.m_other;
