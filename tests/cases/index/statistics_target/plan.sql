-- s01 alter index public.t.t_x
--     lock SHARE UPDATE EXCLUSIVE on public.t_x; way back exact; hazards index-option
--     undo: alter index public.t_x alter column 1 set statistics 20;
--     undo: alter index public.t_x alter column 3 set statistics -1;
alter index public.t_x alter column 1 set statistics 300;
alter index public.t_x alter column 3 set statistics 10;
