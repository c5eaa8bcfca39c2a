-- s01 alter column public.t.a
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-default
--     undo: alter table public.t alter column a set increment by 1 set no minvalue set no maxvalue set start with 1 set cache 1 set no cycle;
alter table public.t alter column a set increment by 10 set minvalue 1 set maxvalue 2147483647 set start with 100 set cache 1 set no cycle;
