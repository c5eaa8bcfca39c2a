-- s01 rename column public.r.gone to added
--     lock ACCESS EXCLUSIVE on public.r; way back exact; hazards rename
--     undo: alter table public.r rename column added to gone;
alter table public.r rename column gone to added;

-- s02 drop view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards drop-view
--     undo: create view public.v as\n SELECT id,\n    name\n   FROM public.r;
--     undo: alter view public.v owner to postgres;
drop view public.v;

-- s03 alter column public.r.id
--     lock ACCESS EXCLUSIVE on public.r; scans; way back exact; hazards alter-type-in-place, set-not-null
--     undo: alter table public.r alter column id type integer;
--     undo: alter table public.r alter column id drop not null;
alter table public.r alter column id type bigint;
alter table public.r alter column id set not null;

-- s04 alter column public.r.name
--     lock ACCESS EXCLUSIVE on public.r; way back exact; hazards alter-type-in-place, set-default
--     undo: alter table only public.r alter column name drop default;
--     undo: alter table public.r alter column name type text;
alter table public.r alter column name type character varying(20);
alter table only public.r alter column name set default 'x'::character varying;

-- s05 create view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards create-object, set-owner
--     undo: drop view public.v;
create view public.v as
 SELECT id,
    name
   FROM public.r;
alter view public.v owner to postgres;
