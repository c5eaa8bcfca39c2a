-- s01 alter table public.child
--     lock ACCESS EXCLUSIVE on public.child; way back exact; hazards inherit
--     undo: alter table public.child no inherit public.base_a;
alter table public.child inherit public.base_a;
