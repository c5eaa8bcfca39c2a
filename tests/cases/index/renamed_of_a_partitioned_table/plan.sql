-- s01 rename index public.t.t_lower to t_l
--     lock SHARE UPDATE EXCLUSIVE on public.t_lower; way back exact; hazards index-option
--     undo: alter index public.t_l rename to t_lower;
alter index public.t_lower rename to t_l;

-- s02 rename index public.t.t_name to t_n
--     lock SHARE UPDATE EXCLUSIVE on public.t_name; way back exact; hazards index-option
--     undo: alter index public.t_n rename to t_name;
alter index public.t_name rename to t_n;
