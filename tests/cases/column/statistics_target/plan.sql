-- s01 alter column public.t.a
--     lock SHARE UPDATE EXCLUSIVE on public.t; way back exact; hazards table-option
--     undo: alter table only public.t alter column a set statistics 10;
alter table only public.t alter column a set statistics 0;

-- s02 alter column public.t.id
--     lock SHARE UPDATE EXCLUSIVE on public.t; way back exact; hazards table-option
--     undo: alter table only public.t alter column id set statistics 20;
alter table only public.t alter column id set statistics -1;

-- s03 alter column public.t.txt
--     lock SHARE UPDATE EXCLUSIVE on public.t; way back exact; hazards table-option
--     undo: alter table only public.t alter column txt set statistics -1;
alter table only public.t alter column txt set statistics 500;
