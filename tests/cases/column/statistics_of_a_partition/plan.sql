-- s01 alter column public.p.id
--     lock SHARE UPDATE EXCLUSIVE on public.p; way back exact; hazards table-option
--     undo: alter table only public.p alter column id set statistics 20;
alter table only public.p alter column id set statistics -1;

-- s02 alter column public.p.txt
--     lock SHARE UPDATE EXCLUSIVE on public.p; way back exact; hazards table-option
--     undo: alter table only public.p alter column txt set statistics -1;
alter table only public.p alter column txt set statistics 50;

-- s03 alter column public.p_1.txt
--     lock SHARE UPDATE EXCLUSIVE on public.p_1; way back exact; hazards table-option
--     undo: alter table only public.p_1 alter column txt set statistics 70;
alter table only public.p_1 alter column txt set statistics 50;
