-- s01 rename index public.t.old_name to t_b_index
--     lock SHARE UPDATE EXCLUSIVE on public.old_name; way back exact; hazards index-option
--     undo: alter index public.t_b_index rename to old_name;
alter index public.old_name rename to t_b_index;
