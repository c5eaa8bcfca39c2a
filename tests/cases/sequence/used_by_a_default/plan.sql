-- s01 create sequence public.s
--     lock SHARE ROW EXCLUSIVE on public.s; way back exact; hazards create-object, alter-sequence
--     undo: drop sequence public.s;
create sequence public.s as bigint increment by 1 minvalue 1 maxvalue 9223372036854775807 start with 1 cache 1 no cycle;
select pg_catalog.setval('public.s', pg_catalog.max(id::pg_catalog.int8)) from public.t having pg_catalog.max(id::pg_catalog.int8) between 1 and 9223372036854775807;

-- s02 alter column public.t.id
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-default
--     undo: alter table only public.t alter column id drop default;
alter table only public.t alter column id set default nextval('public.s'::regclass);

-- s03 set owner public.s.sequence
--     lock ACCESS EXCLUSIVE on public.s; way back exact; hazards set-owner
--     undo: alter sequence public.s owner to current_user;
alter sequence public.s owner to postgres;
