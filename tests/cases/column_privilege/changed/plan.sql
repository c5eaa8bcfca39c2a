-- s01 drop column privilege public.t.c.app_reader
--     lock ACCESS SHARE; way back exact; hazards revoke
--     undo: grant SELECT (c) on public.t to app_reader;
revoke SELECT (c) on public.t from app_reader;

-- s02 drop column privilege public.v.b.app_reader
--     lock ACCESS SHARE; way back exact; hazards revoke
--     undo: grant SELECT (b) on public.v to app_reader;
revoke SELECT (b) on public.v from app_reader;

-- s03 alter column privilege public.t.a.app_reader
--     lock ACCESS SHARE; way back exact; hazards revoke, grant
--     undo: revoke UPDATE (a) on public.t from app_reader;
--     undo: grant INSERT (a) on public.t to app_reader;
revoke INSERT (a) on public.t from app_reader;
grant UPDATE (a) on public.t to app_reader;

-- s04 alter column privilege public.t.a.app_writer
--     lock ACCESS SHARE; way back exact; hazards revoke, grant
--     undo: revoke SELECT (a) on public.t from app_writer;
--     undo: grant SELECT (a) on public.t to app_writer;
revoke SELECT (a) on public.t from app_writer;
grant SELECT (a) on public.t to app_writer with grant option;

-- s05 create column privilege public.t.b.app_reader
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke SELECT (b) on public.t from app_reader;
grant SELECT (b) on public.t to app_reader;

-- s06 create column privilege public.t.c.PUBLIC
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke INSERT (c) on public.t from public;
grant INSERT (c) on public.t to public;

-- s07 create column privilege public.v.a.app_reader
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke SELECT (a) on public.v from app_reader;
grant SELECT (a) on public.v to app_reader;
