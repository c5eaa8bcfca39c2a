-- s01 alter column public.t.a
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.t alter column a type integer using a::integer;
alter table public.t alter column a type bigint using a::bigint;

-- s02 alter column public.t.b
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.t alter column b type timestamp without time zone using b::timestamp without time zone;
alter table public.t alter column b type timestamp with time zone using b::timestamp with time zone;

-- s03 alter column public.t.c
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.t alter column c type integer using c::integer;
alter table public.t alter column c type numeric(10,2) using c::numeric(10,2);

-- s04 alter column public.t.d
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.t alter column d type integer using d::integer;
alter table public.t alter column d type text using d::text;

-- s05 alter column public.t.e
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.t alter column e type json using e::json;
alter table public.t alter column e type jsonb using e::jsonb;
