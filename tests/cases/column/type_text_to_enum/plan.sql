-- s01 alter column public.t.m
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards set-default, alter-type-rewrite
--     undo: alter table only public.t alter column m drop default;
--     undo: alter table public.t alter column m type text using m::text;
--     undo: alter table only public.t alter column m set default 'sad'::text;
alter table only public.t alter column m drop default;
alter table public.t alter column m type public.mood using m::public.mood;
alter table only public.t alter column m set default 'sad'::public.mood;

-- s02 alter column public.t.n
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.t alter column n type text using n::text;
alter table public.t alter column n type public.mood using n::public.mood;
