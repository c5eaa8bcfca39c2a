-- s01 alter column public.t.a
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.t alter column a type integer using a::integer;
alter table public.t alter column a type text using a::text;

-- s02 alter column public.t.b
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.t alter column b type text using b::text;
alter table public.t alter column b type integer using b::integer;
