-- s01 rename column public.t.full_name to fullname
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards rename
--     undo: alter table public.t rename column fullname to full_name;
alter table public.t rename column full_name to fullname;

-- s02 alter view public.v
--     lock ACCESS EXCLUSIVE on public.v; way back exact; hazards replace-view
--     undo: create or replace view public.v as\n SELECT id,\n    full_name AS fullname\n   FROM public.t;
create or replace view public.v as
 SELECT id,
    fullname
   FROM public.t;
