-- s01 create privilege public.m.Odd Role
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke DELETE, INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER, TRUNCATE, UPDATE on public.m from "Odd Role";
grant DELETE, INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER, TRUNCATE, UPDATE on public.m to "Odd Role";

-- s02 create privilege public.t.PUBLIC
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke SELECT on public.t from public;
grant SELECT on public.t to public;

-- s03 create privilege public.t.app_writer
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke INSERT, SELECT on public.t from app_writer;
grant INSERT, SELECT on public.t to app_writer;

-- s04 create privilege public.v.app_reader
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke SELECT on public.v from app_reader;
grant SELECT on public.v to app_reader with grant option;
