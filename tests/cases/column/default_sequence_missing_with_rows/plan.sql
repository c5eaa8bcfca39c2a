-- s01 create sequence public.t_id_seq
--     lock SHARE ROW EXCLUSIVE on public.t_id_seq; way back exact; hazards create-object, alter-sequence
--     undo: drop sequence public.t_id_seq;
create sequence public.t_id_seq as integer increment by 1 minvalue 1 maxvalue 2147483647 start with 1 cache 1 no cycle;
select pg_catalog.setval('public.t_id_seq', pg_catalog.max(id::pg_catalog.int8)) from public.t having pg_catalog.max(id::pg_catalog.int8) between 1 and 2147483647;

-- s02 alter column public.t.id
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-default
--     undo: alter table only public.t alter column id drop default;
alter table only public.t alter column id set default nextval('public.t_id_seq'::regclass);

-- s03 set owner public.t_id_seq.sequence
--     lock ACCESS EXCLUSIVE on public.t_id_seq; way back exact; hazards set-owner
--     undo: alter sequence public.t_id_seq owner to current_user;
alter sequence public.t_id_seq owner to postgres;

-- s04 complete sequence public.t_id_seq now that its parts are there
--     lock SHARE ROW EXCLUSIVE on public.t_id_seq; way back exact; hazards alter-sequence
--     undo: alter sequence public.t_id_seq owned by none;
alter sequence public.t_id_seq owned by public.t.id;
