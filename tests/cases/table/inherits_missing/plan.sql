-- s01 alter table public.b
--     lock ACCESS EXCLUSIVE on public.b; way back exact; hazards inherit
--     undo: alter table public.b no inherit public.a;
alter table public.b inherit public.a;
