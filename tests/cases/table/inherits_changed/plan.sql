-- s01 let table public.t go of what it no longer uses
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards inherit
--     undo: alter table public.t inherit public.q;
alter table public.t no inherit public.q;

-- s02 alter table public.t
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards inherit
--     undo: alter table public.t no inherit public.p;
alter table public.t inherit public.p;
