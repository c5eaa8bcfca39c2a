-- s01 rename column public.account.label to heading
--     lock ACCESS EXCLUSIVE on public.account; way back exact; hazards rename
--     undo: alter table public.account rename column heading to label;
alter table public.account rename column label to heading;
