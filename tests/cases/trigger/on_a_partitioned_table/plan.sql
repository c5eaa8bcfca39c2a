-- s01 create trigger public.t.tr
--     lock SHARE ROW EXCLUSIVE on public.t; way back exact; hazards create-trigger
--     undo: drop trigger tr on public.t;
CREATE TRIGGER tr AFTER INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION public.f();

-- s02 create trigger public.t_1.own
--     lock SHARE ROW EXCLUSIVE on public.t_1; way back exact; hazards create-trigger
--     undo: drop trigger own on public.t_1;
CREATE TRIGGER own AFTER INSERT ON public.t_1 FOR EACH ROW EXECUTE FUNCTION public.f();
