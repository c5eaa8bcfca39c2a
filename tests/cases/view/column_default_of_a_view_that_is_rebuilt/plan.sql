-- s01 drop view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v as\n SELECT id,\n    a,\n    txt\n   FROM public.t;
--     undo: alter view public.v alter column txt set default 'x'::text;
--     undo: alter view public.v owner to postgres;
drop view public.v;

-- s02 alter column public.t.a
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.t alter column a type bigint using a::bigint;
alter table public.t alter column a type integer using a::integer;

-- s03 create view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards create-object, set-default, set-owner
--     undo: drop view public.v;
create view public.v as
 SELECT id,
    a,
    txt
   FROM public.t;
alter view public.v alter column a set default 5;
alter view public.v alter column txt set default 'x'::text;
alter view public.v owner to postgres;
