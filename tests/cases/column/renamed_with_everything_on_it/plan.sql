-- s01 rename column public.t.parentid to parent_id
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards rename
--     undo: alter table public.t rename column parent_id to parentid;
alter table public.t rename column parentid to parent_id;
