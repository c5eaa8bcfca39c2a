-- s01 create sequence public.s
--     lock none; way back exact; hazards create-object
--     undo: drop sequence public.s;
create sequence public.s as bigint increment by 1 minvalue 1 maxvalue 9223372036854775807 start with 1 cache 1 no cycle;

-- s02 alter column public.t.id
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-default
--     undo: alter table only public.t alter column id drop default;
alter table only public.t alter column id set default nextval('public.s'::regclass);

-- s03 set owner public.s.sequence
--     lock ACCESS EXCLUSIVE on public.s; way back exact; hazards set-owner
--     undo: alter sequence public.s owner to current_user;
alter sequence public.s owner to postgres;
