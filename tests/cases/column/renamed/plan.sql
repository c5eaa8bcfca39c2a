-- s01 rename column public.t.full_name to fullname
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards rename
--     undo: alter table public.t rename column fullname to full_name;
alter table public.t rename column full_name to fullname;
