-- s01 alter privilege public.t.PUBLIC
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke UPDATE on public.t from public;
grant UPDATE on public.t to public;

-- s02 alter privilege public.t.app_reader
--     lock ACCESS SHARE; way back exact; hazards revoke, grant
--     undo: revoke SELECT on public.t from app_reader;
--     undo: grant SELECT on public.t to app_reader;
revoke SELECT on public.t from app_reader;
grant SELECT on public.t to app_reader with grant option;

-- s03 alter privilege public.t.app_writer
--     lock ACCESS SHARE; way back exact; hazards revoke, grant
--     undo: revoke INSERT on public.t from app_writer;
--     undo: grant DELETE, UPDATE on public.t to app_writer;
revoke DELETE, UPDATE on public.t from app_writer;
grant INSERT on public.t to app_writer;
