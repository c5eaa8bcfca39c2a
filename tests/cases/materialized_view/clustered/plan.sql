-- s01 let index public.m.m_a go of what it no longer uses
--     lock SHARE UPDATE EXCLUSIVE on public.m; way back exact; hazards table-option
--     undo: alter table public.m cluster on m_a;
alter table public.m set without cluster;

-- s02 alter index public.m.m_id
--     lock SHARE UPDATE EXCLUSIVE on public.m; way back exact; hazards table-option
--     undo: alter table public.m set without cluster;
alter table public.m cluster on m_id;
