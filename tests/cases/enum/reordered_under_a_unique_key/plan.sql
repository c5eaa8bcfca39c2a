-- s01 set aside materialized view public.mv
--     lock ACCESS EXCLUSIVE on public.mv; way back exact; hazards drop-view
--     undo: create materialized view public.mv as\n SELECT l,\n    count(*) AS n\n   FROM public.u\n  GROUP BY l\nwith data;
--     undo: create unique index mv_l on public.mv using btree (l);
--     undo: alter materialized view public.mv owner to postgres;
drop materialized view public.mv;

-- s02 set aside constraint public.u.u_l_fkey
--     lock ACCESS EXCLUSIVE on public.u, public.t; way back exact; hazards drop-foreign-key
--     undo: alter table public.u add constraint u_l_fkey foreign key (l) references public.t (l) on update cascade;
alter table public.u drop constraint u_l_fkey;

-- s03 replace enum public.level in use by a new one
--     lock ACCESS EXCLUSIVE on public.t, public.u; rewrites; scans; way back needs backup; hazards rename-unlocked, create-object, set-owner-unlocked, alter-type-rewrite, drop-type
--     undo: alter type public.level rename to "level (drifttools)";
--     undo: create type public.level as enum ('high', 'low', 'mid');
--     undo: alter type public.level owner to postgres;
--     undo: alter table public.t alter column l type public.level using l::text::public.level;
--     undo: alter table public.u alter column l type public.level using l::text::public.level, alter column "least" type public.level using "least"::text::public.level;
--     undo: drop type public."level (drifttools)";
alter type public.level rename to "level (drifttools)";
create type public.level as enum ('low', 'mid', 'high');
alter type public.level owner to postgres;
alter table public.t alter column l type public.level using l::text::public.level;
alter table public.u alter column l type public.level using l::text::public.level, alter column "least" type public.level using "least"::text::public.level;
drop type public."level (drifttools)";

-- s04 restore constraint public.u.u_l_fkey
--     lock SHARE ROW EXCLUSIVE on public.u, public.t; scans; way back exact; hazards add-foreign-key
--     undo: alter table public.u drop constraint u_l_fkey;
alter table public.u add constraint u_l_fkey foreign key (l) references public.t (l) on update cascade;

-- s05 restore materialized view public.mv
--     lock ACCESS EXCLUSIVE on public.mv; scans; way back exact; hazards create-materialized-view, create-index, set-owner
--     undo: drop materialized view public.mv;
create materialized view public.mv as
 SELECT l,
    count(*) AS n
   FROM public.u
  GROUP BY l
with data;
create unique index mv_l on public.mv using btree (l);
alter materialized view public.mv owner to postgres;
