-- s01 drop constraint public.r.small
--     lock ACCESS EXCLUSIVE on public.r; way back exact; hazards drop-constraint
--     undo: alter table public.r add constraint small check ((id < 10));
alter table public.r drop constraint small;

-- s02 create constraint public.r.positive
--     lock ACCESS EXCLUSIVE on public.r; scans; way back exact; hazards add-check
--     undo: alter table public.r drop constraint positive;
alter table public.r add constraint positive check ((id > 0));

-- s03 create trigger public.r.seen
--     lock SHARE ROW EXCLUSIVE on public.r; way back exact; hazards create-trigger
--     undo: drop trigger seen on public.r;
CREATE TRIGGER seen BEFORE INSERT ON public.r FOR EACH ROW EXECUTE FUNCTION public.noted();
