-- s01 create constraint public.t.fk
--     lock SHARE ROW EXCLUSIVE on public.t, public.p; scans; way back exact; hazards add-foreign-key
--     undo: alter table public.t drop constraint fk;
alter table public.t add constraint fk foreign key (p_id) references public.p (id) on delete cascade;
