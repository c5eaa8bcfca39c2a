-- s01 alter constraint public.t.ck
--     lock SHARE UPDATE EXCLUSIVE on public.t; scans; way back exact; hazards validate-constraint
--     undo: alter table public.t drop constraint ck;
--     undo: alter table public.t add constraint ck check ((b > 0)) not valid;
alter table public.t validate constraint ck;

-- s02 alter constraint public.t.fk
--     lock SHARE UPDATE EXCLUSIVE on public.t, public.p; scans; way back exact; hazards validate-constraint
--     undo: alter table public.t drop constraint fk;
--     undo: alter table public.t add constraint fk foreign key (a) references public.p (id) not valid;
alter table public.t validate constraint fk;
