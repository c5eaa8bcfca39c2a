-- s01 let table public.child go of what it no longer uses
--     lock ACCESS EXCLUSIVE on public.child; way back exact; hazards inherit
--     undo: alter table public.child inherit public.base_a;
--     undo: alter table public.child inherit public.base_c;
--     undo: alter table public.child inherit public.base_b;
alter table public.child no inherit public.base_a;
alter table public.child no inherit public.base_c;
alter table public.child no inherit public.base_b;

-- s02 alter table public.child
--     lock ACCESS EXCLUSIVE on public.child; way back exact; hazards inherit
--     undo: alter table public.child no inherit public.base_a;
--     undo: alter table public.child no inherit public.base_b;
alter table public.child inherit public.base_a;
alter table public.child inherit public.base_b;
