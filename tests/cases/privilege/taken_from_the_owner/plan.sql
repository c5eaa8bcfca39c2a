-- s01 create privilege public.t.postgres
--     lock ACCESS SHARE; way back exact; hazards revoke, grant
--     undo: grant all on public.t to postgres;
revoke all on public.t from postgres;
grant MAINTAIN, REFERENCES, SELECT, TRIGGER, TRUNCATE, UPDATE on public.t to postgres;
