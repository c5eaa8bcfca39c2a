-- s01 alter column public.t.a
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards alter-type-in-place
--     undo: alter table public.t alter column a type text;
alter table public.t alter column a type text collate pg_catalog."C";

-- s02 alter column public.t.b
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards alter-type-in-place
--     undo: alter table public.t alter column b type text collate pg_catalog."C";
alter table public.t alter column b type text;
