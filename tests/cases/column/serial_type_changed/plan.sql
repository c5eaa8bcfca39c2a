-- s01 alter sequence public.t_id_seq
--     lock SHARE ROW EXCLUSIVE on public.t_id_seq; way back exact; hazards alter-sequence
--     undo: alter sequence public.t_id_seq as integer maxvalue 2147483647;
alter sequence public.t_id_seq as bigint maxvalue 9223372036854775807;

-- s02 alter column public.t.id
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards set-default, alter-type-rewrite
--     undo: alter table only public.t alter column id drop default;
--     undo: alter table public.t alter column id type integer using id::integer;
--     undo: alter table only public.t alter column id set default nextval('public.t_id_seq'::regclass);
alter table only public.t alter column id drop default;
alter table public.t alter column id type bigint using id::bigint;
alter table only public.t alter column id set default nextval('public.t_id_seq'::regclass);
