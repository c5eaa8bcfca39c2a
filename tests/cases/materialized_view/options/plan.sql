-- s01 alter materialized view public.m
--     lock SHARE UPDATE EXCLUSIVE on public.m; way back exact; hazards table-option
--     undo: alter materialized view public.m reset (fillfactor);
alter materialized view public.m set (fillfactor=70);
