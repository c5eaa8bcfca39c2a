-- s01 set aside view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v as\n SELECT b\n   FROM public.t;
--     undo: alter view public.v owner to postgres;
drop view public.v;

-- s02 set aside index public.t.t_b
--     lock ACCESS EXCLUSIVE on public.t, public.t_b; way back exact; hazards drop-index
--     undo: create index t_b on public.t using btree (b);
drop index public.t_b;

-- s03 set aside constraint public.u.u_b_fkey
--     lock ACCESS EXCLUSIVE on public.u, public.t; way back exact; hazards drop-foreign-key
--     undo: alter table public.u add constraint u_b_fkey foreign key (b) references public.t (b);
alter table public.u drop constraint u_b_fkey;

-- s04 set aside constraint public.t.c
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-constraint
--     undo: alter table public.t add constraint c unique (b);
alter table public.t drop constraint c;

-- s05 drop column public.t.b
--     lock ACCESS EXCLUSIVE on public.t; way back needs backup; hazards drop-generated-column
--     undo: alter table public.t add column b integer generated always as ((a * 2)) stored;
--     undo: comment on column public.t.b is 'times';
alter table public.t drop column b;

-- s06 create column public.t.b
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back exact; hazards add-column-rewrite, comment
--     undo: alter table public.t drop column b;
alter table public.t add column b integer generated always as ((a * 3)) stored;
comment on column public.t.b is 'times';

-- s07 restore constraint public.t.c
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards add-unique
--     undo: alter table public.t drop constraint c;
alter table public.t add constraint c unique (b);

-- s08 restore constraint public.u.u_b_fkey
--     lock SHARE ROW EXCLUSIVE on public.u, public.t; scans; way back exact; hazards add-foreign-key
--     undo: alter table public.u drop constraint u_b_fkey;
alter table public.u add constraint u_b_fkey foreign key (b) references public.t (b);

-- s09 restore index public.t.t_b
--     lock SHARE on public.t; scans; way back exact; hazards create-index
--     undo: drop index public.t_b;
create index t_b on public.t using btree (b);

-- s10 restore view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards create-object, set-owner
--     undo: drop view public.v;
create view public.v as
 SELECT b
   FROM public.t;
alter view public.v owner to postgres;
