-- s01 create sequence public.t_id_seq
--     lock none; way back exact; hazards create-object
--     undo: drop sequence public.t_id_seq;
create sequence public.t_id_seq as integer increment by 1 minvalue 1 maxvalue 2147483647 start with 1 cache 1 no cycle;

-- s02 create column public.t.id
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back exact; hazards add-column-rewrite
--     undo: alter table public.t drop column id;
alter table public.t add column id integer default nextval('public.t_id_seq'::regclass) not null;

-- s03 set owner public.t_id_seq.sequence
--     lock ACCESS EXCLUSIVE on public.t_id_seq; way back exact; hazards set-owner
--     undo: alter sequence public.t_id_seq owner to current_user;
alter sequence public.t_id_seq owner to postgres;

-- s04 complete sequence public.t_id_seq now that its parts are there
--     lock SHARE ROW EXCLUSIVE on public.t_id_seq; way back exact; hazards alter-sequence
--     undo: alter sequence public.t_id_seq owned by none;
alter sequence public.t_id_seq owned by public.t.id;
