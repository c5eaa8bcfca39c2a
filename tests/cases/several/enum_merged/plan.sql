-- s01 alter column public.t.m
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.t alter column m type public.memberrole using m::text::public.memberrole;
alter table public.t alter column m type public.member_role using m::text::public.member_role;

-- s02 drop enum public.memberrole
--     lock none; way back exact; hazards drop-type
--     undo: create type public.memberrole as enum ('owner', 'guest');
--     undo: alter type public.memberrole owner to postgres;
drop type public.memberrole;
