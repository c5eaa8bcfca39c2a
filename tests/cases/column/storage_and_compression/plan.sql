-- s01 alter column public.t.a
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards table-setting
--     undo: alter table only public.t alter column a set storage extended;
alter table only public.t alter column a set storage external;

-- s02 alter column public.t.b
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards table-setting
--     undo: alter table only public.t alter column b set compression default;
alter table only public.t alter column b set compression pglz;
