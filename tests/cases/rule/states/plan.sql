-- s01 alter rule public.t.a
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards rule
--     undo: alter table public.t enable rule a;
alter table public.t disable rule a;

-- s02 alter rule public.t.b
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards rule
--     undo: alter table public.t enable replica rule b;
alter table public.t enable always rule b;

-- s03 alter rule public.t.c
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards rule
--     undo: alter table public.t disable rule c;
alter table public.t enable rule c;
