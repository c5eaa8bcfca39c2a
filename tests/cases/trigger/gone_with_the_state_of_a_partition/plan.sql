-- s01 drop trigger public.p_1.tells
--     lock SHARE ROW EXCLUSIVE on public.p_1; way back exact; hazards enable-trigger
--     undo: alter table public.p_1 disable trigger tells;
alter table public.p_1 enable trigger tells;

-- s02 drop trigger public.p.tells
--     lock ACCESS EXCLUSIVE on public.p; way back exact; hazards drop-trigger
--     undo: CREATE TRIGGER tells AFTER INSERT ON public.p FOR EACH ROW EXECUTE FUNCTION public.f();
drop trigger tells on public.p;
