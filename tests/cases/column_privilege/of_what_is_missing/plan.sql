-- s01 rename column public.u.id to ident
--     lock ACCESS EXCLUSIVE on public.u; way back exact; hazards rename
--     carries column privilege app_reader
--     undo: alter table public.u rename column ident to id;
alter table public.u rename column id to ident;

-- s02 drop view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v as\n SELECT a\n   FROM public.w;
--     undo: alter view public.v owner to postgres;
--     undo: grant SELECT (a) on public.v to app_reader;
drop view public.v;

-- s03 create table public.whole
--     lock none; way back exact; hazards create-object
--     undo: drop table public.whole;
create table public.whole (
    a integer,
    b integer
);

-- s04 create column public.t.b
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards add-column
--     undo: alter table public.t drop column b;
alter table public.t add column b integer;

-- s05 alter column public.w.a
--     lock ACCESS EXCLUSIVE on public.w; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.w alter column a type integer using a::integer;
alter table public.w alter column a type bigint using a::bigint;

-- s06 create view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards create-object, set-owner, grant
--     undo: drop view public.v;
create view public.v as
 SELECT a
   FROM public.w;
alter view public.v owner to postgres;
grant SELECT (a) on public.v to app_reader;

-- s07 set owner public.whole.table
--     lock ACCESS EXCLUSIVE on public.whole; way back exact; hazards set-owner
--     undo: alter table public.whole owner to current_user;
alter table public.whole owner to postgres;

-- s08 create column privilege public.t.b.app_reader
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke SELECT (b) on public.t from app_reader;
grant SELECT (b) on public.t to app_reader;

-- s09 create column privilege public.whole.a.app_reader
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke SELECT (a) on public.whole from app_reader;
grant SELECT (a) on public.whole to app_reader;
