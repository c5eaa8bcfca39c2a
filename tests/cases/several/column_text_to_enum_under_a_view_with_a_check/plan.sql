-- s01 drop view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v as\n SELECT id,\n    l\n   FROM public.t\n  WHERE (l = 'low'::text);
--     undo: alter view public.v owner to postgres;
--     undo: grant SELECT on public.v to app_reader;
drop view public.v;

-- s02 drop constraint public.t.t_l_check
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-constraint
--     undo: alter table public.t add constraint t_l_check check ((l = ANY (ARRAY['low'::text, 'high'::text])));
alter table public.t drop constraint t_l_check;

-- s03 create enum public.level
--     lock none; way back exact; hazards create-object
--     undo: drop type public.level;
create type public.level as enum ('low', 'high');

-- s04 alter column public.t.l
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards set-default, alter-type-rewrite
--     undo: alter table only public.t alter column l drop default;
--     undo: alter table public.t alter column l type text using l::text;
--     undo: alter table only public.t alter column l set default 'low'::text;
alter table only public.t alter column l drop default;
alter table public.t alter column l type public.level using l::public.level;
alter table only public.t alter column l set default 'low'::public.level;

-- s05 create view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards create-object, set-owner, grant
--     undo: drop view public.v;
create view public.v as
 SELECT id,
    l
   FROM public.t
  WHERE (l = 'low'::public.level);
alter view public.v owner to postgres;
grant SELECT on public.v to app_reader;

-- s06 set owner public.level.enum
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter type public.level owner to current_user;
alter type public.level owner to postgres;
