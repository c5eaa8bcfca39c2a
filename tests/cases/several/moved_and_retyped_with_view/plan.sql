-- s01 move table stray.t to schema public
--     lock ACCESS EXCLUSIVE on stray.t; way back exact; hazards set-schema
--     carries constraint t_pkey
--     undo: alter table public.t set schema stray;
alter table stray.t set schema public;

-- s02 drop view stray.v
--     lock ACCESS EXCLUSIVE on stray.v; way back exact; hazards drop-view
--     undo: create view stray.v as\n SELECT id\n   FROM public.t;
--     undo: alter view stray.v owner to postgres;
drop view stray.v;

-- s03 alter column public.t.id
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.t alter column id type integer using id::integer;
alter table public.t alter column id type bigint using id::bigint;

-- s04 create view stray.v
--     lock ACCESS EXCLUSIVE on stray.v; way back exact; hazards create-object, set-owner
--     undo: drop view stray.v;
create view stray.v as
 SELECT id
   FROM public.t;
alter view stray.v owner to postgres;
