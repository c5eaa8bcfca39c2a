-- s01 drop trigger public.t.updated
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-trigger
--     undo: CREATE TRIGGER updated BEFORE UPDATE ON public.t FOR EACH ROW EXECUTE FUNCTION public.f();
drop trigger updated on public.t;

-- s02 create trigger public.t.set_updated_at
--     lock SHARE ROW EXCLUSIVE on public.t; way back exact; hazards create-trigger
--     undo: drop trigger set_updated_at on public.t;
CREATE TRIGGER set_updated_at BEFORE UPDATE ON public.t FOR EACH ROW EXECUTE FUNCTION public.f();
