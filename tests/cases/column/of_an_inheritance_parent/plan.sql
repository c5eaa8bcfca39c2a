-- s01 alter column public.a.id
--     lock ACCESS EXCLUSIVE on public.a; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.a alter column id type integer using id::integer;
alter table public.a alter column id type bigint using id::bigint;

-- s02 alter column public.a.name
--     lock ACCESS EXCLUSIVE on public.a; way back exact; hazards set-default
--     undo: alter table only public.a alter column name drop default;
alter table only public.a alter column name set default 'y'::text;

-- s03 create column public.a.note
--     lock ACCESS EXCLUSIVE on public.a; way back exact; hazards add-column
--     undo: alter table public.a drop column note;
alter table public.a add column note text default 'x'::text;

-- s04 alter column public.b.name
--     lock ACCESS EXCLUSIVE on public.b; way back exact; hazards set-default
--     undo: alter table only public.b alter column name drop default;
alter table only public.b alter column name set default 'y'::text;
