-- s01 alter trigger public.t.t1
--     lock SHARE ROW EXCLUSIVE on public.t; way back exact; hazards enable-trigger
--     undo: alter table public.t enable trigger t1;
alter table public.t disable trigger t1;

-- s02 alter trigger public.t.t2
--     lock SHARE ROW EXCLUSIVE on public.t; way back exact; hazards enable-trigger
--     undo: alter table public.t enable replica trigger t2;
alter table public.t enable always trigger t2;

-- s03 alter trigger public.t.t3
--     lock SHARE ROW EXCLUSIVE on public.t; way back exact; hazards enable-trigger
--     undo: alter table public.t disable trigger t3;
alter table public.t enable trigger t3;

-- s04 create trigger public.t.t4
--     lock SHARE ROW EXCLUSIVE on public.t; way back exact; hazards create-trigger, enable-trigger
--     undo: drop trigger t4 on public.t;
CREATE TRIGGER t4 BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION public.f();
alter table public.t enable replica trigger t4;
