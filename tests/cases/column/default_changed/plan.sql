-- s01 alter column public.t.a
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-default
--     undo: alter table public.t alter column a set default 1;
alter table public.t alter column a set default 2;

-- s02 alter column public.t.b
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-default
--     undo: alter table public.t alter column b drop default;
alter table public.t alter column b set default 'x'::text;

-- s03 alter column public.t.c
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-default
--     undo: alter table public.t alter column c set default 7;
alter table public.t alter column c drop default;

-- s04 alter column public.t.d
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-default
--     undo: alter table public.t alter column d set default '2025-01-01 00:00:00+00'::timestamp with time zone;
alter table public.t alter column d set default now();

-- s05 alter column public.t.e
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-default
--     undo: alter table public.t alter column e drop default;
alter table public.t alter column e set default ARRAY[1];
