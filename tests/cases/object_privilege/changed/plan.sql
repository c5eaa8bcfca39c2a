-- s01 drop object privilege app.schema.PUBLIC
--     lock ACCESS SHARE; way back exact; hazards revoke
--     undo: grant USAGE on schema app to public;
revoke USAGE on schema app from public;

-- s02 drop object privilege public.g().routine.PUBLIC
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke all on routine public.g() from public;
grant all on routine public.g() to public;

-- s03 drop object privilege public.s.sequence.postgres
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke all on sequence public.s from postgres;
grant all on sequence public.s to postgres;

-- s04 alter object privilege app.schema.app_reader
--     lock ACCESS SHARE; way back exact; hazards revoke, grant
--     undo: revoke USAGE on schema app from app_reader;
--     undo: grant USAGE on schema app to app_reader;
revoke USAGE on schema app from app_reader;
grant USAGE on schema app to app_reader with grant option;

-- s05 alter object privilege app.schema.app_writer
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke CREATE on schema app from app_writer;
grant CREATE on schema app to app_writer;

-- s06 create object privilege app.schema.postgres
--     lock ACCESS SHARE; way back exact; hazards revoke, grant
--     undo: grant all on schema app to postgres;
revoke all on schema app from postgres;
grant USAGE on schema app to postgres;

-- s07 create object privilege public.f(integer, public.mood).routine.PUBLIC
--     lock ACCESS SHARE; way back exact; hazards revoke
--     undo: grant all on routine public.f(integer,public.mood) to public;
revoke all on routine public.f(integer,public.mood) from public;

-- s08 alter object privilege public.f(integer, public.mood).routine.app_reader
--     lock ACCESS SHARE; way back exact; hazards revoke, grant
--     undo: revoke EXECUTE on routine public.f(integer,public.mood) from app_reader;
--     undo: grant EXECUTE on routine public.f(integer,public.mood) to app_reader with grant option;
revoke EXECUTE on routine public.f(integer,public.mood) from app_reader;
grant EXECUTE on routine public.f(integer,public.mood) to app_reader;

-- s09 create object privilege public.mood.enum.PUBLIC
--     lock ACCESS SHARE; way back exact; hazards revoke
--     undo: grant all on type public.mood to public;
revoke all on type public.mood from public;

-- s10 create object privilege public.p().routine.app_writer
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke EXECUTE on routine public.p() from app_writer;
grant EXECUTE on routine public.p() to app_writer;

-- s11 create object privilege public.pair.composite.app_reader
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke USAGE on type public.pair from app_reader;
grant USAGE on type public.pair to app_reader with grant option;

-- s12 alter object privilege public.s.sequence.app_writer
--     lock ACCESS SHARE; way back exact; hazards revoke
--     undo: grant SELECT, UPDATE on sequence public.s to app_writer;
revoke SELECT, UPDATE on sequence public.s from app_writer;

-- s13 create object privilege public.short.domain.PUBLIC
--     lock ACCESS SHARE; way back exact; hazards revoke
--     undo: grant all on domain public.short to public;
revoke all on domain public.short from public;

-- s14 create object privilege public.short.domain.app_writer
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke USAGE on domain public.short from app_writer;
grant USAGE on domain public.short to app_writer;

-- s15 create object privilege public.t_id_seq.sequence.app_reader
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke SELECT on sequence public.t_id_seq from app_reader;
grant SELECT on sequence public.t_id_seq to app_reader;
