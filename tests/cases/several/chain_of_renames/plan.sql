-- s01 rename table public.b to c
--     lock ACCESS EXCLUSIVE on public.b; way back exact; hazards rename
--     carries constraint k2
--     undo: alter table public.c rename to b;
alter table public.b rename to c;

-- s02 rename table public.a to b
--     lock ACCESS EXCLUSIVE on public.a; way back exact; hazards rename
--     carries constraint k1
--     undo: alter table public.b rename to a;
alter table public.a rename to b;
