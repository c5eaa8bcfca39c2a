-- s01 alter column public.t.a
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards add-check-not-valid
--     undo: alter table public.t alter column a drop not null;
alter table public.t add constraint later not null a not valid;

-- s02 alter column public.t.b
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-not-null, add-check-not-valid
--     undo: alter table public.t validate constraint t_b_not_null;
alter table public.t alter column b drop not null;
alter table public.t add not null b not valid;
