-- s01 alter column public.t.a
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards set-default, alter-type-rewrite
--     undo: alter table public.t alter column a drop default;
--     undo: alter table public.t alter column a type text using a::text;
--     undo: alter table public.t alter column a set default '5'::text;
alter table public.t alter column a drop default;
alter table public.t alter column a type integer using a::integer;
alter table public.t alter column a set default 5;

-- s02 alter column public.t.b
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards set-default, alter-type-rewrite
--     undo: alter table public.t alter column b type text using b::text;
--     undo: alter table public.t alter column b set default 'x'::text;
alter table public.t alter column b drop default;
alter table public.t alter column b type public.mood_text using b::public.mood_text;

-- s03 alter column public.t.c
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards set-default, alter-type-rewrite
--     undo: alter table public.t alter column c drop default;
--     undo: alter table public.t alter column c type text using c::text;
--     undo: alter table public.t alter column c set default 'now'::text;
alter table public.t alter column c drop default;
alter table public.t alter column c type timestamp with time zone using c::timestamp with time zone;
alter table public.t alter column c set default now();
