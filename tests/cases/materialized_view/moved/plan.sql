-- s01 move materialized view public.m to schema app
--     lock ACCESS EXCLUSIVE on public.m; way back exact; hazards set-schema
--     carries index m_id
--     undo: alter materialized view app.m set schema public;
alter materialized view public.m set schema app;
