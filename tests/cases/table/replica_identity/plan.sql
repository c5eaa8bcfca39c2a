-- s01 alter table public.t
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards table-setting
--     undo: alter table public.t replica identity default;
alter table public.t replica identity full;

-- s02 alter table public.u
--     lock ACCESS EXCLUSIVE on public.u; way back exact; hazards table-setting
--     undo: alter table public.u replica identity nothing;
alter table public.u replica identity default;
