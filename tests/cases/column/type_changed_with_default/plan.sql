-- s01 let column public.t.b go of what it no longer uses
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards set-default
--     undo: alter table only public.t alter column b set default 'x'::text;
alter table only public.t alter column b drop default;

-- s02 alter column public.t.a
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards set-default, alter-type-rewrite
--     undo: alter table only public.t alter column a drop default;
--     undo: alter table public.t alter column a type text using a::text;
--     undo: alter table only public.t alter column a set default '5'::text;
alter table only public.t alter column a drop default;
alter table public.t alter column a type integer using a::integer;
alter table only public.t alter column a set default 5;

-- s03 alter column public.t.b
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.t alter column b type text using b::text;
alter table public.t alter column b type public.mood_text using b::public.mood_text;

-- s04 alter column public.t.c
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards set-default, alter-type-rewrite
--     undo: alter table only public.t alter column c drop default;
--     undo: alter table public.t alter column c type text using c::text;
--     undo: alter table only public.t alter column c set default 'now'::text;
alter table only public.t alter column c drop default;
alter table public.t alter column c type timestamp with time zone using c::timestamp with time zone;
alter table only public.t alter column c set default now();
