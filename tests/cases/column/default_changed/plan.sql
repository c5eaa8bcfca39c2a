-- s01 let column public.t.c go of what it no longer uses
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-default
--     undo: alter table only public.t alter column c set default 7;
alter table only public.t alter column c drop default;

-- s02 alter column public.t.a
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-default
--     undo: alter table only public.t alter column a set default 1;
alter table only public.t alter column a set default 2;

-- s03 alter column public.t.b
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-default
--     undo: alter table only public.t alter column b drop default;
alter table only public.t alter column b set default 'x'::text;

-- s04 alter column public.t.d
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-default
--     undo: alter table only public.t alter column d set default '2025-01-01 00:00:00+00'::timestamp with time zone;
alter table only public.t alter column d set default now();

-- s05 alter column public.t.e
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-default
--     undo: alter table only public.t alter column e drop default;
alter table only public.t alter column e set default ARRAY[1];
