-- s01 create trigger public.t.t1
--     lock SHARE ROW EXCLUSIVE on public.t; way back exact; hazards create-trigger
--     undo: drop trigger t1 on public.t;
CREATE TRIGGER t1 BEFORE INSERT OR UPDATE ON public.t FOR EACH ROW EXECUTE FUNCTION public.f();

-- s02 create trigger public.t.t2
--     lock SHARE ROW EXCLUSIVE on public.t; way back exact; hazards create-trigger
--     undo: drop trigger t2 on public.t;
CREATE TRIGGER t2 AFTER UPDATE OF a ON public.t FOR EACH ROW WHEN ((old.a IS DISTINCT FROM new.a)) EXECUTE FUNCTION public.f('x', 'it''s');

-- s03 create trigger public.t.t3
--     lock SHARE ROW EXCLUSIVE on public.t; way back exact; hazards create-trigger
--     undo: drop trigger t3 on public.t;
CREATE TRIGGER t3 AFTER DELETE ON public.t REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION public.f();

-- s04 create trigger public.t.t4
--     lock SHARE ROW EXCLUSIVE on public.t; way back exact; hazards create-trigger
--     undo: drop trigger t4 on public.t;
CREATE CONSTRAINT TRIGGER t4 AFTER INSERT ON public.t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.f();
