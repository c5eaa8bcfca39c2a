-- s01 rename materialized view public.total to totals
--     lock ACCESS EXCLUSIVE on public.total; way back exact; hazards rename
--     undo: alter materialized view public.totals rename to total;
alter materialized view public.total rename to totals;
