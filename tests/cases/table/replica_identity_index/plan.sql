-- s01 complete table public.t now that its parts are there
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards table-setting
--     undo: alter table public.t replica identity default;
alter table public.t replica identity using index t_id_key;
