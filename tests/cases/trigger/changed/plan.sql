-- s01 drop trigger public.t.t1
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-trigger
--     undo: CREATE TRIGGER t1 BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION public.f();
drop trigger t1 on public.t;

-- s02 create trigger public.t.t1
--     lock SHARE ROW EXCLUSIVE on public.t; way back exact; hazards create-trigger
--     undo: drop trigger t1 on public.t;
CREATE TRIGGER t1 BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION public.g();
