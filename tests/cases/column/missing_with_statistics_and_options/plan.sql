-- s01 create column public.t.b
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards add-column, table-setting, table-option
--     undo: alter table public.t drop column b;
alter table public.t add column b text;
alter table only public.t alter column b set storage external;
alter table only public.t alter column b set statistics 9;
alter table only public.t alter column b set (n_distinct=4);
