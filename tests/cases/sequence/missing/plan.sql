-- s01 create sequence public.Odd "Sequence"
--     lock none; way back exact; hazards create-object
--     undo: drop sequence public."Odd ""Sequence""";
create sequence public."Odd ""Sequence""" as smallint increment by -2 minvalue -100 maxvalue -1 start with -1 cache 5 cycle;

-- s02 create sequence public.s
--     lock none; way back exact; hazards create-object
--     undo: drop sequence public.s;
create sequence public.s as bigint increment by 1 minvalue 1 maxvalue 9223372036854775807 start with 1 cache 1 no cycle;

-- s03 set owner public.Odd "Sequence".sequence
--     lock ACCESS EXCLUSIVE on public."Odd ""Sequence"""; way back exact; hazards set-owner
--     undo: alter sequence public."Odd ""Sequence""" owner to current_user;
alter sequence public."Odd ""Sequence""" owner to postgres;

-- s04 set owner public.s.sequence
--     lock ACCESS EXCLUSIVE on public.s; way back exact; hazards set-owner
--     undo: alter sequence public.s owner to current_user;
alter sequence public.s owner to postgres;
