-- s01 alter publication told
--     lock SHARE UPDATE EXCLUSIVE on public.a, public.b; way back exact; hazards publish
--     undo: alter publication told drop table public.a, public.b;
--     undo: alter publication told add table public.a (id);
alter publication told drop table public.a;
alter publication told add table public.a (id, n) where ((id > 5)), public.b where ((id < 3));

-- s02 alter publication wide
--     lock SHARE UPDATE EXCLUSIVE; way back exact; hazards publish
--     undo: alter publication wide drop tables in schema public;
alter publication wide add tables in schema public;
