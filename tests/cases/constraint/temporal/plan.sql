-- s01 alter column public.p.id
--     lock ACCESS EXCLUSIVE on public.p; scans; way back exact; hazards set-not-null
--     undo: alter table public.p alter column id drop not null;
alter table public.p alter column id set not null;

-- s02 alter column public.p.valid_at
--     lock ACCESS EXCLUSIVE on public.p; scans; way back exact; hazards set-not-null
--     undo: alter table public.p alter column valid_at drop not null;
alter table public.p alter column valid_at set not null;

-- s03 create constraint public.p.p_pkey
--     lock ACCESS EXCLUSIVE on public.p; scans; way back exact; hazards add-unique
--     undo: alter table public.p drop constraint p_pkey;
alter table public.p add constraint p_pkey primary key (id, valid_at without overlaps);

-- s04 create constraint public.t.fk
--     lock SHARE ROW EXCLUSIVE on public.t, public.p; scans; way back exact; hazards add-foreign-key
--     undo: alter table public.t drop constraint fk;
alter table public.t add constraint fk foreign key (id, period valid_at) references public.p (id, period valid_at);
