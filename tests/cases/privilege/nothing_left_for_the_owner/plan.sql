-- s01 create privilege public.t.postgres
--     lock ACCESS SHARE; way back exact; hazards revoke
--     undo: grant all on public.t to postgres;
revoke all on public.t from postgres;
