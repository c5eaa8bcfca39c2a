-- s01 alter column public.t.id
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards set-default, set-not-null
--     undo: alter table only public.t alter column id drop default;
--     undo: alter table public.t alter column id drop not null;
alter table only public.t alter column id set default 4;
alter table public.t alter column id set not null;

-- s02 create column public.t.note
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards add-column
--     undo: alter table public.t drop column note;
alter table public.t add column note text default 'x'::text;

-- s03 alter column public.t_1.id
--     lock ACCESS EXCLUSIVE on public.t_1; way back exact; hazards set-default
--     undo: alter table only public.t_1 alter column id drop default;
alter table only public.t_1 alter column id set default 4;
