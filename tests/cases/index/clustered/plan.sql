-- s01 let index public.t.i go of what it no longer uses
--     lock SHARE UPDATE EXCLUSIVE on public.t; way back exact; hazards table-option
--     undo: alter table public.t cluster on i;
alter table public.t set without cluster;

-- s02 alter index public.t.j
--     lock SHARE UPDATE EXCLUSIVE on public.t; way back exact; hazards table-option
--     undo: alter table public.t set without cluster;
alter table public.t cluster on j;
