-- s01 drop column privilege public.t.n.app_writer
--     lock ACCESS SHARE; way back exact; hazards revoke
--     undo: grant UPDATE (n) on public.t to app_writer;
revoke UPDATE (n) on public.t from app_writer;

-- s02 drop privilege public.t.app_writer
--     lock ACCESS SHARE; way back exact; hazards revoke, grant
--     undo: grant SELECT on public.t to app_writer;
revoke SELECT on public.t from app_writer;
grant SELECT (id) on public.t to app_writer;

-- s03 alter privilege public.t.app_reader
--     lock ACCESS SHARE; way back exact; hazards revoke, grant
--     undo: grant SELECT, UPDATE on public.t to app_reader;
revoke SELECT, UPDATE on public.t from app_reader;
grant SELECT (n), UPDATE (n) on public.t to app_reader;
