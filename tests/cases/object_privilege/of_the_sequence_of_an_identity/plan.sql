-- s01 create object privilege public.t_id_seq.sequence.app_reader
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke SELECT, USAGE on sequence public.t_id_seq from app_reader;
grant SELECT, USAGE on sequence public.t_id_seq to app_reader;
