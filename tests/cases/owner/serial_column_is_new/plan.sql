-- s01 create sequence public.t_id_seq
--     lock none; way back exact; hazards create-object
--     undo: drop sequence public.t_id_seq;
create sequence public.t_id_seq as integer increment by 1 minvalue 1 maxvalue 2147483647 start with 1 cache 1 no cycle;

-- s02 create sequence public.u_id_seq
--     lock none; way back exact; hazards create-object
--     undo: drop sequence public.u_id_seq;
create sequence public.u_id_seq as integer increment by 1 minvalue 1 maxvalue 2147483647 start with 1 cache 1 no cycle;

-- s03 create column public.t.id
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back exact; hazards add-column-rewrite
--     undo: alter table public.t drop column id;
alter table public.t add column id integer default nextval('public.t_id_seq'::regclass) not null;

-- s04 create column public.u.id
--     lock ACCESS EXCLUSIVE on public.u; rewrites; scans; way back exact; hazards add-column-rewrite
--     undo: alter table public.u drop column id;
alter table public.u add column id integer default nextval('public.u_id_seq'::regclass) not null;

-- s05 set owner public.t_id_seq.sequence
--     lock ACCESS EXCLUSIVE on public.t_id_seq; way back exact; hazards set-owner
--     undo: alter sequence public.t_id_seq owner to current_user;
alter sequence public.t_id_seq owner to app_writer;

-- s06 complete sequence public.t_id_seq now that its parts are there
--     lock SHARE ROW EXCLUSIVE on public.t_id_seq; way back exact; hazards alter-sequence
--     undo: alter sequence public.t_id_seq owned by none;
alter sequence public.t_id_seq owned by public.t.id;

-- s07 alter owner public.u.table
--     lock ACCESS EXCLUSIVE on public.u; way back exact; hazards set-owner
--     undo: alter table public.u owner to postgres;
alter table public.u owner to app_writer;

-- s08 set owner public.u_id_seq.sequence
--     lock ACCESS EXCLUSIVE on public.u_id_seq; way back exact; hazards set-owner
--     undo: alter sequence public.u_id_seq owner to current_user;
alter sequence public.u_id_seq owner to app_writer;

-- s09 complete sequence public.u_id_seq now that its parts are there
--     lock SHARE ROW EXCLUSIVE on public.u_id_seq; way back exact; hazards alter-sequence
--     undo: alter sequence public.u_id_seq owned by none;
alter sequence public.u_id_seq owned by public.u.id;
