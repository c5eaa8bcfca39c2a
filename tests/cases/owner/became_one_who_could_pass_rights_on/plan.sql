-- s01 alter owner public.held.table
--     lock ACCESS EXCLUSIVE on public.held; way back exact; hazards set-owner, revoke
--     undo: alter table public.held owner to app_writer;
--     undo: grant SELECT, UPDATE on public.held to app_writer with grant option;
alter table public.held owner to postgres;
revoke grant option for SELECT, UPDATE on public.held from postgres;

-- s02 alter owner public.other.table
--     lock ACCESS EXCLUSIVE on public.other; way back exact; hazards set-owner
--     undo: alter table public.other owner to app_writer;
alter table public.other owner to postgres;

-- s03 create privilege public.held.app_writer
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke DELETE, SELECT, UPDATE on public.held from app_writer;
grant DELETE on public.held to app_writer;
grant SELECT, UPDATE on public.held to app_writer with grant option;
