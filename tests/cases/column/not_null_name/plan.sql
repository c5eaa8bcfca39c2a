-- s01 alter column public.t.a
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards rename
--     undo: alter table public.t rename constraint must_be to t_a_not_null;
alter table public.t rename constraint t_a_not_null to must_be;

-- s02 alter column public.t.b
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards set-not-null
--     undo: alter table public.t alter column b drop not null;
alter table public.t add constraint b_there not null b;

-- s03 alter column public.t.c
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards rename
--     undo: alter table public.t rename constraint new_name to old_name;
alter table public.t rename constraint old_name to new_name;

-- s04 alter column public.t.d
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards rename
--     undo: alter table public.t rename constraint keeps to "Odd; name";
alter table public.t rename constraint "Odd; name" to keeps;
