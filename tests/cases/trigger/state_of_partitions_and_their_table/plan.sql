-- s01 drop trigger public.p_1.tells
--     lock SHARE ROW EXCLUSIVE on public.p_1; way back exact; hazards enable-trigger
--     undo: alter table public.p_1 enable replica trigger tells;
alter table public.p_1 enable trigger tells;

-- s02 alter trigger public.p.tells
--     lock SHARE ROW EXCLUSIVE on public.p; way back exact; hazards enable-trigger
--     undo: alter table public.p enable trigger tells;
alter table public.p disable trigger tells;

-- s03 create trigger public.p_2.tells
--     lock SHARE ROW EXCLUSIVE on public.p_2; way back exact; hazards enable-trigger
--     undo: alter table public.p_2 disable trigger tells;
alter table public.p_2 enable trigger tells;
