-- s01 alter column public.t.a
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards set-not-null
--     undo: alter table public.t alter column a drop not null;
alter table public.t alter column a set not null;

-- s02 alter column public.t.b
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-not-null
--     undo: alter table public.t alter column b set not null;
alter table public.t alter column b drop not null;
