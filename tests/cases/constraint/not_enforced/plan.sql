-- s01 create constraint public.t.ck
--     lock ACCESS EXCLUSIVE on public.t; way back exact; hazards add-check-not-valid
--     undo: alter table public.t drop constraint ck;
alter table public.t add constraint ck check ((b > 0)) not enforced;

-- s02 create constraint public.t.fk
--     lock SHARE ROW EXCLUSIVE on public.t, public.p; way back exact; hazards add-foreign-key-not-valid
--     undo: alter table public.t drop constraint fk;
alter table public.t add constraint fk foreign key (a) references public.p (id) not enforced;
