-- s01 create sequence public.n
--     lock none; way back exact; hazards create-object
--     undo: drop sequence public.n;
create unlogged sequence public.n as bigint increment by 1 minvalue 1 maxvalue 9223372036854775807 start with 1 cache 1 no cycle;

-- s02 alter sequence public.s
--     lock ACCESS EXCLUSIVE on public.s; way back exact; hazards table-setting
--     undo: alter sequence public.s set logged;
alter sequence public.s set unlogged;

-- s03 alter sequence public.u
--     lock ACCESS EXCLUSIVE on public.u; way back exact; hazards table-setting
--     undo: alter sequence public.u set unlogged;
alter sequence public.u set logged;

-- s04 set owner public.n.sequence
--     lock ACCESS EXCLUSIVE on public.n; way back exact; hazards set-owner
--     undo: alter sequence public.n owner to current_user;
alter sequence public.n owner to postgres;
