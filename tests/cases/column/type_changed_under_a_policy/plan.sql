-- s01 set aside policy public.t.p
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-policy
--     undo: create policy p on public.t as permissive for all to public using ((a > 0));
drop policy p on public.t;

-- s02 alter column public.t.a
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.t alter column a type integer using a::integer;
alter table public.t alter column a type bigint using a::bigint;

-- s03 restore policy public.t.p
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards policy
--     undo: drop policy p on public.t;
create policy p on public.t as permissive for all to public using ((a > 0));
