-- s01 rename rule public.t.logged to noted
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards rule
--     undo: alter rule noted on public.t rename to logged;
alter rule logged on public.t rename to noted;

-- s02 alter rule public.t.more
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards rule
--     undo: alter table public.t enable always rule more;
alter table public.t enable rule more;
