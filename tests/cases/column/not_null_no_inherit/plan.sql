-- s01 alter column public.t.a
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards set-not-null
--     undo: alter table public.t alter column a drop not null;
alter table public.t add constraint own not null a no inherit;

-- s02 alter column public.t.b
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards set-not-null
--     undo: alter table public.t alter constraint t_b_not_null inherit;
alter table public.t alter constraint t_b_not_null no inherit;

-- s03 alter column public.t.c
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-not-null
--     undo: alter table public.t add not null c no inherit;
alter table public.t alter column c drop not null;
