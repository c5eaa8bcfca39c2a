-- s01 drop constraint public.t.fk
--     lock ACCESS EXCLUSIVE on public.t, public.p; way back exact; hazards drop-foreign-key
--     undo: alter table public.t add constraint fk foreign key (a, b) references public.p (a, b) on delete set null;
alter table public.t drop constraint fk;

-- s02 create constraint public.t.fk
--     lock SHARE ROW EXCLUSIVE on public.t, public.p; scans; way back exact; hazards add-foreign-key
--     undo: alter table public.t drop constraint fk;
alter table public.t add constraint fk foreign key (a, b) references public.p (a, b) on delete set null (b);
