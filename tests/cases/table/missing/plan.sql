-- s01 create sequence public.t_id_seq
--     lock none; way back exact; hazards create-object
--     undo: drop sequence public.t_id_seq;
create sequence public.t_id_seq as integer increment by 1 minvalue 1 maxvalue 2147483647 start with 1 cache 1 no cycle;

-- s02 create table public.t
--     lock none; way back exact; hazards create-object
--     undo: drop table public.t;
create table public.t (
    id integer default nextval('public.t_id_seq'::regclass) not null,
    name text default 'x'::text not null
);

-- s03 create constraint public.t.t_name_key
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards add-unique
--     undo: alter table public.t drop constraint t_name_key;
alter table public.t add constraint t_name_key unique (name);

-- s04 create constraint public.t.t_pkey
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards add-unique
--     undo: alter table public.t drop constraint t_pkey;
alter table public.t add constraint t_pkey primary key (id);

-- s05 create index public.t.t_lower_idx
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public.t_lower_idx;
create index t_lower_idx on public.t using btree (lower(name));

-- s06 set owner public.t.table
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-owner
--     undo: alter table public.t owner to current_user;
alter table public.t owner to postgres;

-- s07 set owner public.t_id_seq.sequence
--     lock ACCESS EXCLUSIVE on public.t_id_seq; way back exact; hazards set-owner
--     undo: alter sequence public.t_id_seq owner to current_user;
alter sequence public.t_id_seq owner to postgres;

-- s08 complete sequence public.t_id_seq now that its parts are there
--     lock SHARE ROW EXCLUSIVE on public.t_id_seq; way back exact; hazards alter-sequence
--     undo: alter sequence public.t_id_seq owned by none;
alter sequence public.t_id_seq owned by public.t.id;

-- s09 create privilege public.t.app_reader
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke SELECT on public.t from app_reader;
grant SELECT on public.t to app_reader;
