-- s01 create constraint public.t.ck
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards add-check
--     undo: alter table public.t drop constraint ck;
alter table public.t add constraint ck check ((id > 0));

-- s02 create constraint public.t.fk
--     lock SHARE ROW EXCLUSIVE on public.t, public.p; scans; way back exact; hazards add-foreign-key
--     undo: alter table public.t drop constraint fk;
alter table public.t add constraint fk foreign key (id) references public.p (id);

-- s03 create constraint public.t.t_pkey
--     lock ACCESS EXCLUSIVE on public.t; scans; way back exact; hazards add-unique
--     undo: alter table public.t drop constraint t_pkey;
alter table public.t add constraint t_pkey primary key (id, day);

-- s04 create constraint public.t_1.own
--     lock ACCESS EXCLUSIVE on public.t_1; scans; way back exact; hazards add-check
--     undo: alter table public.t_1 drop constraint own;
alter table public.t_1 add constraint own check ((id < 1000));
