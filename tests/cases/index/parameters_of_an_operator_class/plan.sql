-- s01 drop index public.t.t_v
--     lock ACCESS EXCLUSIVE on public.t, public.t_v; way back exact; hazards drop-index
--     undo: create index t_v on public.t using gist (v);
drop index public.t_v;

-- s02 create index public.t.t_v
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public.t_v;
create index t_v on public.t using gist (v pg_catalog.tsvector_ops (siglen=200));

-- s03 create index public.t.t_x
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public.t_x;
create index t_x on public.t using gist (to_tsvector('english'::regconfig, txt) pg_catalog.tsvector_ops (siglen=100));
