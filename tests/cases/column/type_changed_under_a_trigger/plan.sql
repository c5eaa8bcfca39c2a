-- s01 set aside trigger public.t.tr
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-trigger
--     undo: CREATE TRIGGER tr BEFORE UPDATE OF a ON public.t FOR EACH ROW WHEN ((old.a <> new.a)) EXECUTE FUNCTION public.f();
drop trigger tr on public.t;

-- s02 alter column public.t.a
--     lock ACCESS EXCLUSIVE on public.t; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.t alter column a type integer using a::integer;
alter table public.t alter column a type bigint using a::bigint;

-- s03 restore trigger public.t.tr
--     lock SHARE ROW EXCLUSIVE on public.t; way back exact; hazards create-trigger
--     undo: drop trigger tr on public.t;
CREATE TRIGGER tr BEFORE UPDATE OF a ON public.t FOR EACH ROW WHEN ((old.a <> new.a)) EXECUTE FUNCTION public.f();
