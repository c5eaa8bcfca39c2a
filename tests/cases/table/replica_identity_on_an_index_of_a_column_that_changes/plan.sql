-- s01 drop view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v as\n SELECT id\n   FROM public.t;
--     undo: alter view public.v owner to postgres;
drop view public.v;

-- s02 let table public.t go of what it no longer uses
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards table-setting
--     undo: alter table public.t replica identity using index t_id;
alter table public.t replica identity default;

-- s03 drop index public.t.t_id
--     lock ACCESS EXCLUSIVE on public.t, public.t_id; way back exact; hazards drop-index
--     undo: create unique index t_id on public.t using btree (id);
drop index public.t_id;

-- s04 alter column public.t.id
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.t alter column id type integer using id::integer;
alter table public.t alter column id type bigint using id::bigint;

-- s05 create index public.t.t_id
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public.t_id;
create unique index t_id on public.t using btree (id) include (n);

-- s06 complete table public.t now that its parts are there
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards table-setting
--     undo: alter table public.t replica identity default;
alter table public.t replica identity using index t_id;

-- s07 create view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards create-object, set-owner
--     undo: drop view public.v;
create view public.v as
 SELECT id
   FROM public.t;
alter view public.v owner to postgres;
