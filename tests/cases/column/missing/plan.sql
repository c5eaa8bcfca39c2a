-- s01 create column public.t.note
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards add-column
--     undo: alter table public.t drop column note;
alter table public.t add column note text;

-- s02 create column public.t.n
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards add-column
--     undo: alter table public.t drop column n;
alter table public.t add column n integer default 5 not null;

-- s03 create column public.t.at
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards add-column
--     undo: alter table public.t drop column at;
alter table public.t add column at timestamp with time zone default now();
