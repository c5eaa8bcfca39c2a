-- s01 drop trigger public.t.c
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-trigger
--     undo: CREATE TRIGGER c AFTER UPDATE OF id, a ON public.t FOR EACH ROW EXECUTE FUNCTION public.f('x', 'it is');
drop trigger c on public.t;

-- s02 drop trigger public.t.d
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-trigger
--     undo: CREATE CONSTRAINT TRIGGER d AFTER INSERT ON public.t DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION public.f();
drop trigger d on public.t;

-- s03 drop trigger public.t.s
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards drop-trigger
--     undo: CREATE TRIGGER s AFTER INSERT ON public.t FOR EACH STATEMENT EXECUTE FUNCTION public.f();
drop trigger s on public.t;

-- s04 create trigger public.t.c
--     lock SHARE ROW EXCLUSIVE on public.t; way back exact; hazards create-trigger
--     undo: drop trigger c on public.t;
CREATE TRIGGER c AFTER UPDATE OF a ON public.t FOR EACH ROW WHEN ((old.a IS DISTINCT FROM new.a)) EXECUTE FUNCTION public.f();

-- s05 create trigger public.t.d
--     lock SHARE ROW EXCLUSIVE on public.t; way back exact; hazards create-trigger
--     undo: drop trigger d on public.t;
CREATE CONSTRAINT TRIGGER d AFTER INSERT ON public.t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.f();

-- s06 create trigger public.t.s
--     lock SHARE ROW EXCLUSIVE on public.t; way back exact; hazards create-trigger
--     undo: drop trigger s on public.t;
CREATE TRIGGER s AFTER INSERT ON public.t REFERENCING NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION public.f();
