-- s01 set aside view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v as\n SELECT b\n   FROM public.t;
--     undo: alter view public.v owner to postgres;
--     undo: grant SELECT on public.v to app_reader;
drop view public.v;

-- s02 set aside index public.t.t_ab
--     lock ACCESS EXCLUSIVE on public.t, public.t_ab; way back exact; hazards drop-index
--     undo: create unique index t_ab on public.t using btree (a, b);
drop index public.t_ab;

-- s03 set aside index public.t.t_b
--     lock ACCESS EXCLUSIVE on public.t, public.t_b; way back exact; hazards drop-index
--     undo: create index t_b on public.t using btree (b);
drop index public.t_b;

-- s04 set aside constraint public.t.c
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-constraint
--     undo: alter table public.t add constraint c check ((b > 0));
alter table public.t drop constraint c;

-- s05 set aside column public.t.b
--     lock ACCESS EXCLUSIVE on public.t; way back needs backup; hazards drop-generated-column
--     undo: alter table public.t add column b bigint generated always as ((a * 2)) stored not null;
--     undo: comment on column public.t.b is 'twice';
--     undo: grant SELECT (b) on public.t to app_reader;
alter table public.t drop column b;

-- s06 alter column public.t.a
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.t alter column a type integer using a::integer;
alter table public.t alter column a type bigint using a::bigint;

-- s07 restore column public.t.b
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back exact; hazards add-column-rewrite, comment, grant
--     undo: alter table public.t drop column b;
alter table public.t add column b bigint generated always as ((a * 2)) stored not null;
comment on column public.t.b is 'twice';
grant SELECT (b) on public.t to app_reader;

-- s08 restore constraint public.t.c
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards add-check
--     undo: alter table public.t drop constraint c;
alter table public.t add constraint c check ((b > 0));

-- s09 restore index public.t.t_ab
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public.t_ab;
create unique index t_ab on public.t using btree (a, b);

-- s10 restore index public.t.t_b
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public.t_b;
create index t_b on public.t using btree (b);

-- s11 restore view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards create-object, set-owner, grant
--     undo: drop view public.v;
create view public.v as
 SELECT b
   FROM public.t;
alter view public.v owner to postgres;
grant SELECT on public.v to app_reader;
