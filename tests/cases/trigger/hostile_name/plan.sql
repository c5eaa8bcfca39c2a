-- s01 create trigger public.T t.new
--     lock SHARE ROW EXCLUSIVE on public."T t"; way back exact; hazards create-trigger
--     undo: drop trigger new on public."T t";
CREATE TRIGGER new BEFORE INSERT ON public."T t" FOR EACH ROW EXECUTE FUNCTION public."F"();

-- s02 create trigger public.T t.tr "x" 'y'
--     lock SHARE ROW EXCLUSIVE on public."T t"; way back exact; hazards create-trigger
--     undo: drop trigger "tr ""x"" 'y'" on public."T t";
CREATE TRIGGER "tr ""x"" 'y'" BEFORE UPDATE OF "A" ON public."T t" FOR EACH ROW WHEN ((new."A" > 0)) EXECUTE FUNCTION public."F"('a''b', 'c\d');
