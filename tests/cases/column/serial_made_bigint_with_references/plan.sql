-- s01 drop view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v as\n SELECT t.id,\n    t.n,\n    count(u.id) AS us\n   FROM (public.t\n     LEFT JOIN public.u ON ((u.t_id = t.id)))\n  GROUP BY t.id;
--     undo: alter view public.v owner to postgres;
drop view public.v;

-- s02 alter sequence public.t_id_seq
--     lock SHARE ROW EXCLUSIVE on public.t_id_seq; way back exact; hazards alter-sequence
--     undo: alter sequence public.t_id_seq as integer maxvalue 2147483647;
alter sequence public.t_id_seq as bigint maxvalue 9223372036854775807;

-- s03 alter sequence public.u_id_seq
--     lock SHARE ROW EXCLUSIVE on public.u_id_seq; way back exact; hazards alter-sequence
--     undo: alter sequence public.u_id_seq as integer maxvalue 2147483647;
alter sequence public.u_id_seq as bigint maxvalue 9223372036854775807;

-- s04 alter column public.t.id
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards set-default, alter-type-rewrite
--     undo: alter table only public.t alter column id drop default;
--     undo: alter table public.t alter column id type integer using id::integer;
--     undo: alter table only public.t alter column id set default nextval('public.t_id_seq'::regclass);
alter table only public.t alter column id drop default;
alter table public.t alter column id type bigint using id::bigint;
alter table only public.t alter column id set default nextval('public.t_id_seq'::regclass);

-- s05 alter column public.u.id
--     lock ACCESS EXCLUSIVE on public.u; rewrites; scans; way back needs backup; hazards set-default, alter-type-rewrite
--     undo: alter table only public.u alter column id drop default;
--     undo: alter table public.u alter column id type integer using id::integer;
--     undo: alter table only public.u alter column id set default nextval('public.u_id_seq'::regclass);
alter table only public.u alter column id drop default;
alter table public.u alter column id type bigint using id::bigint;
alter table only public.u alter column id set default nextval('public.u_id_seq'::regclass);

-- s06 alter column public.u.t_id
--     lock ACCESS EXCLUSIVE on public.u; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.u alter column t_id type integer using t_id::integer;
alter table public.u alter column t_id type bigint using t_id::bigint;

-- s07 create view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards create-object, set-owner
--     undo: drop view public.v;
create view public.v as
 SELECT t.id,
    t.n,
    count(u.id) AS us
   FROM (public.t
     LEFT JOIN public.u ON ((u.t_id = t.id)))
  GROUP BY t.id;
alter view public.v owner to postgres;
