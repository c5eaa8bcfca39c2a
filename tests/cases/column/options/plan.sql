-- s01 alter column public.t.a
--     lock SHARE UPDATE EXCLUSIVE on public.t; way back exact; hazards table-option
--     undo: alter table only public.t alter column a reset (n_distinct);
--     undo: alter table only public.t alter column a set (n_distinct_inherited=8);
alter table only public.t alter column a set (n_distinct=-0.5, n_distinct_inherited=7);

-- s02 alter column public.t.id
--     lock SHARE UPDATE EXCLUSIVE on public.t; way back exact; hazards table-option
--     undo: alter table only public.t alter column id set (n_distinct=5);
alter table only public.t alter column id reset (n_distinct);

-- s03 alter column public.t.txt
--     lock SHARE UPDATE EXCLUSIVE on public.t; way back exact; hazards table-option
--     undo: alter table only public.t alter column txt reset (n_distinct);
alter table only public.t alter column txt set (n_distinct=100);
