-- s01 complete table public.t now that its parts are there
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards table-setting
--     undo: alter table public.t replica identity default;
alter table public.t replica identity full;

-- s02 complete table public.u now that its parts are there
--     lock ACCESS EXCLUSIVE on public.u; way back exact; hazards table-setting
--     undo: alter table public.u replica identity nothing;
alter table public.u replica identity default;
